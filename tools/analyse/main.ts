import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { analyseCommand } from '../../cli/commands/for-developers.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { StartError } from '../../local/support/errors.ts';
import { judge, readAccepted } from './accepted.ts';
import { runCdkNag } from './cdk-nag.ts';
import { runCfnLint } from './cfn-lint.ts';
import { runCheckov } from './checkov.ts';

const ACCEPTED = 'tools/analyse/accepted.yml';

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** One after the other where they have to be installed first; each takes some ten seconds. */
const main = async (_: object, template: string): Promise<number> => {
  if (!existsSync(template))
    throw new StartError(
      `${template}: expected a packaged template; run npx serverless package --stage prod first`,
    );
  const accepted = readAccepted(join(__dirname, '../..', ACCEPTED));
  const runs = await Promise.all([runCfnLint, runCheckov, runCdkNag].map((analyser) => analyser(template)));
  const findings = runs.flat();
  const { unaccepted, stale } = judge(findings, accepted);
  for (const { rule, resource, says } of unaccepted) say(`✗ ${rule} on ${resource}: ${says}`);
  for (const one of stale) say(`✗ ${one}: accepted in ${ACCEPTED}, but occurs no more; take it out`);
  if (unaccepted.length > 0) say(`Mend these in the template, or accept them with a reason in ${ACCEPTED}.`);
  say(`${findings.length} findings, ${findings.length - unaccepted.length} of them accepted.`);
  return unaccepted.length + stale.length === 0 ? EXIT.done : EXIT.failed;
};

run(analyseCommand(), main);
