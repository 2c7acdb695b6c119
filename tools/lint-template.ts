import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { templateLintCommand } from '../cli/commands/for-developers.ts';
import { EXIT, run } from '../cli/commands/run.ts';
import { StartError } from '../local/support/errors.ts';
import { cfnLint } from './analyse/cfn-lint.ts';

/** W3005 is left out: osls repeats as DependsOn what a reference already says. */
const main = (_: object, template: string): number => {
  if (!existsSync(template))
    throw new StartError(`${template}: expected a packaged template; run npx serverless package first`);
  const options = ['--non-zero-exit-code', 'error', '--ignore-checks', 'W3005'];
  const { status } = spawnSync(cfnLint(), [...options, '--', template], { stdio: 'inherit' });
  return status ?? EXIT.failed;
};

run(templateLintCommand(), main);
