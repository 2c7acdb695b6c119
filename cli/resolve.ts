import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { readIncidents } from '../lib/adapters/dynamodb/incidents.ts';
import { adviceFor } from '../lib/domain/diagnosis/advice.ts';
import { incidentKeyOf } from '../lib/domain/incidents/incident.ts';
import { stillFailing } from '../lib/domain/incidents/still-failing.ts';
import { act } from '../lib/use-cases/incidents/perform-action.ts';
import type { FoldWork } from '../lib/use-cases/runtime/run-context.ts';
import { LOCAL, say, workOn } from './stage.ts';

const USAGE =
  'npm run resolve -- INCIDENT [--by NAME] [--anyway] [--stage STAGE] [--region REGION]   (without --stage: the local stack)';

/** Whoever closes what our own probe still finds failing should know it before. */
const warningOf = async ({ store }: FoldWork, incidentId: string): Promise<string | undefined> => {
  const key = incidentKeyOf(incidentId);
  const [incident] = key ? await readIncidents(store, [key]) : [];
  const failing = incident && incident.state !== 'resolved' ? stillFailing(incident) : undefined;
  return failing
    ? `${incidentId}: our own probe still failed at ${failing.at} (${adviceFor(failing.cause, undefined).short}), so nothing was changed. To close it all the same, add --anyway; everybody is then told that our probe still fails.`
    : undefined;
};

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      by: { type: 'string', default: userInfo().username },
      anyway: { type: 'boolean', default: false },
      stage: { type: 'string', default: LOCAL },
      region: { type: 'string' },
    },
  });
  const [incidentId = ''] = positionals;
  const work = workOn(values.stage, values.region);
  const warning = values.anyway ? undefined : await warningOf(work, incidentId);
  if (warning !== undefined) throw new Error(warning);
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
