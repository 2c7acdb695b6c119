import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installRuntime } from '../lambda-runtime/node-runtime.ts';
import { runWell } from './run.ts';

// Pinned: what it gets wrong, and what it gets right, changes from release to release.
const MINISTACK = 'ministack==1.5.33';

export type Installed = { ministack: string; node: string };

/** Installs the emulator, and the Node that Lambda will have, below `directory`, unless they are there. */
export const installEmulator = async (directory: string): Promise<Installed> => {
  mkdirSync(directory, { recursive: true });
  const limits = { cwd: directory, env: process.env, limitMs: 300_000 };
  const ministack = join(directory, 'ministack/bin/ministack');
  if (!existsSync(ministack)) {
    await runWell('python3', ['-m', 'venv', 'ministack'], limits);
    await runWell(
      'ministack/bin/pip',
      ['install', '--quiet', '--disable-pip-version-check', MINISTACK],
      limits,
    );
  }
  return { ministack, node: await installRuntime(directory) };
};
