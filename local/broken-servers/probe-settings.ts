import { join } from 'node:path';
import type { LocalProbes } from '../lambda/environment.ts';

/** How the functions of a local stack probe the lab: loopback is allowed, and its authority is trusted. */
export const labProbes: LocalProbes = {
  allowed: ['127.0.0.0/8'],
  authorityFile: join(__dirname, 'certificates', 'root.pem'),
};
