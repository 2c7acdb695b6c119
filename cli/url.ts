import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { urlCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';

type Options = { stage: string; region?: string | undefined; awsProfile?: string | undefined };

/** osls knows the stack and the credentials; its plugin in deploy/ prints the URL. */
const main = ({ stage, region, awsProfile }: Options, source: string): number => {
  const options = Object.entries({ source, stage, region, 'aws-profile': awsProfile }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`--${name}`, value]),
  );
  const serverless = join(__dirname, '../node_modules/.bin/serverless');
  const { status } = spawnSync(serverless, ['url', ...options], { stdio: 'inherit' });
  return status ?? EXIT.failed;
};

run(urlCommand(), main);
