import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { StartError } from '../local/support/errors.ts';
import { changesTo, clientsFor } from './changes/change-set.ts';
import { type Change, digestOf, isDangerous, tableOf } from './changes/summary.ts';
import { changesCommand } from './commands/for-releases.ts';
import { EXIT, run } from './commands/run.ts';

const PACKAGED = '.serverless/cloudformation-template-update-stack.json';
const STATE = '.serverless/serverless-state.json';

const Template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) });
const State = z.object({
  service: z.object({ service: z.string(), provider: z.object({ stage: z.string() }) }),
});

const packaged = (stage: string): { stack: string; template: string; resources: Change[] } => {
  if (!existsSync(PACKAGED) || !existsSync(STATE))
    throw new StartError(`${PACKAGED} is not there: npx serverless package --stage ${stage} first`);
  const { service } = State.parse(JSON.parse(readFileSync(STATE, 'utf8')));
  if (service.provider.stage !== stage)
    throw new StartError(
      `${PACKAGED} is of stage ${service.provider.stage}: npx serverless package --stage ${stage} first`,
    );
  const template = readFileSync(PACKAGED, 'utf8');
  const { Resources } = Template.parse(JSON.parse(template));
  const resources = Object.entries(Resources).map(([id, { Type }]) => ({
    action: 'Add',
    id,
    type: Type,
    properties: [],
  }));
  return { stack: `${service.service}-${stage}`, template, resources };
};

type Options = { stage: string; region?: string | undefined; expect?: string | undefined };

const main = async ({ stage, region, expect }: Options): Promise<number> => {
  const { stack, template, resources } = packaged(stage);
  const compared = await changesTo(clientsFor(stage, region), stack, template);
  const changes = compared ?? resources;
  const lines = [
    compared ? `### Changes to ${stack}` : `### ${stack} does not exist yet: a deploy makes all of it`,
    '',
    tableOf(changes),
    '',
    `Digest: ${digestOf(changes)}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (expect !== undefined && expect !== digestOf(changes)) {
    process.stderr.write(
      `These are not the changes with the digest ${expect}: read and approve them again.\n`,
    );
    return EXIT.failed;
  }
  const dangerous = changes.filter(isDangerous);
  if (dangerous.length === 0) return EXIT.done;
  const names = dangerous.map(({ id }) => id).join(', ');
  process.stderr.write(`What nobody can bring back would be replaced or removed: ${names}.\n`);
  return EXIT.failed;
};

run(changesCommand(), main);
