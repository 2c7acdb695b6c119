import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { readIncidents } from '../lib/adapters/store/incidents.ts';
import { close } from '../lib/flow/close.ts';
import { incidentKeyOf } from '../lib/incident.ts';
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
  const key = incidentKeyOf(incidentId);
  if (!key) throw new Error(`expected an incident id, such as 7k3m9q2x4b1c-1\n${USAGE}`);

  const work = workOn(values.stage, values.region);
  const [before] = await readIncidents(work.store, [key]);
  if (!before) throw new Error(`${incidentId}: no such incident in ${work.store.tables.incidents}`);
  if (before.state === 'resolved') {
    say(`${incidentId} was resolved already, at ${before.resolvedAt}; nothing changed.`);
    return;
  }
  const after = await close(work, before, { kind: 'resolved', by: values.by });
  say(
    after.state === 'resolved'
      ? `${incidentId} is resolved by ${values.by}. The next sweep, within a minute, tells everybody who was told of it.`
      : `${incidentId} is still ${after.state}.`,
  );
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
