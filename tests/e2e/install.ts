import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installRuntime } from '../lambda-runtime/node-runtime.ts';
import { runWell } from './run.ts';

// Pinned: what it gets wrong, and what it gets right, changes from release to release.
const MINISTACK = 'ministack==1.5.33';
const AWS_CLI = 'awscli==1.46.3';

export type Installed = { ministack: string; node: string };

/** Installs the emulator, and the Node that Lambda will have, below `directory`, unless they are there. */
export const installEmulator = async (directory: string): Promise<Installed> => {
  mkdirSync(directory, { recursive: true });
  const ministack = join(await installFromPip(directory, 'ministack', MINISTACK), 'ministack');
  return { ministack, node: await installRuntime(directory) };
};

/** The folder of AWS's own command line. */
export const installAwsCli = (directory: string): Promise<string> =>
  installFromPip(directory, 'awscli', AWS_CLI);

/** The folder of a package's programs. */
const installFromPip = async (directory: string, name: string, requirement: string): Promise<string> => {
  const limits = { cwd: directory, env: process.env, limitMs: 300_000 };
  const programs = join(directory, name, 'bin');
  if (!existsSync(programs)) {
    await runWell('python3', ['-m', 'venv', name], limits);
    await runWell(
      `${name}/bin/pip`,
      ['install', '--quiet', '--disable-pip-version-check', requirement],
      limits,
    );
  }
  return programs;
};
