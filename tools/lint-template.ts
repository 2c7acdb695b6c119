import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { templateLintCommand } from '../cli/commands/for-developers.ts';
import { EXIT, run } from '../cli/commands/run.ts';
import { StartError } from '../local/support/errors.ts';

const VENV = join(__dirname, '../.venv/cfn-lint');
const CFN_LINT = join(VENV, 'bin/cfn-lint');

const install = (): void => {
  execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'inherit' });
  const packages = ['--quiet', '--disable-pip-version-check', 'cfn-lint==1.58.0'];
  execFileSync(join(VENV, 'bin/pip'), ['install', ...packages], { stdio: 'inherit' });
};

/** W3005 is left out: osls repeats as DependsOn what a reference already says. */
const main = (_: object, template: string): number => {
  if (!existsSync(template))
    throw new StartError(`${template}: expected a packaged template; run npx serverless package first`);
  if (!existsSync(CFN_LINT)) install();
  const options = ['--non-zero-exit-code', 'error', '--ignore-checks', 'W3005'];
  const { status } = spawnSync(CFN_LINT, [...options, '--', template], { stdio: 'inherit' });
  return status ?? EXIT.failed;
};

run(templateLintCommand(), main);
