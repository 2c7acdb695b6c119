import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MAJOR = 24;

/** The folder of the Node that deployed functions run on, installed from npm below `directory` unless it is there. */
export const installRuntime = async (directory: string): Promise<string> => {
  const name = `node-linux-${process.arch}`;
  const folder = join(directory, 'node/node_modules', name, 'bin');
  if (!existsSync(folder)) {
    const args = ['install', '--silent', '--no-audit', '--no-fund', '--prefix', join(directory, 'node')];
    await promisify(execFile)('npm', [...args, `${name}@${MAJOR}`], { timeout: 300_000 });
  }
  return folder;
};
