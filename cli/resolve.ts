import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { act } from '../lib/use-cases/incidents/perform-action.ts';
import { LOCAL, say, workOn } from './stage.ts';

const USAGE =
  'npm run resolve -- INCIDENT [--by NAME] [--stage STAGE] [--region REGION]   (without --stage: the local stack)';

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      by: { type: 'string', default: userInfo().username },
      stage: { type: 'string', default: LOCAL },
      region: { type: 'string' },
    },
  });
  const [incidentId = ''] = positionals;
  const work = workOn(values.stage, values.region);
  const { outcome, said } = await act(work, incidentId, { kind: 'resolve' }, values.by);
  if (outcome === 'unknown')
    throw new Error(
      `${incidentId || 'no incident'}: expected the id of an incident in ${work.store.tables.incidents}, such as 7k3m9q2x4b1c-1\n${USAGE}`,
    );
  say(
    outcome === 'done'
      ? `${incidentId}: ${said} The next sweep, within a minute, tells everybody who was told of it.`
      : `${incidentId}: ${said}`,
  );
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
