import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
export const VERSION = '4.32.5';

const python = join(ROOT, '.venv/bin/python');
const schemathesis = join(ROOT, '.venv/bin/schemathesis');

/** The pinned Schemathesis in `.venv`, installed where it is not there yet. */
export const install = (): string => {
  const isThere =
    existsSync(schemathesis) && execFileSync(schemathesis, ['--version']).toString().includes(VERSION);
  if (isThere) return schemathesis;
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', join(ROOT, '.venv')], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', `schemathesis==${VERSION}`], { stdio: 'inherit' });
  return schemathesis;
};
