import { readIncidents } from '../lib/adapters/dynamodb/incidents.ts';
import { adviceFor } from '../lib/domain/diagnosis/advice.ts';
import { incidentKeyOf } from '../lib/domain/incidents/incident.ts';
import { stillFailing } from '../lib/domain/incidents/still-failing.ts';
import { performAction } from '../lib/use-cases/incidents/perform-action.ts';
import type { StoreContext } from '../lib/use-cases/runtime/run-context.ts';
import { resolveCommand } from './commands/for-people.ts';
import { run } from './commands/run.ts';
import { runOn, say } from './stage.ts';

type Options = { by: string; stage: string; region?: string | undefined; anyway?: true | undefined };

/** Whoever closes what our own probe still finds failing should know it before. */
const warningOf = async ({ store }: StoreContext, incidentId: string): Promise<string | undefined> => {
  const key = incidentKeyOf(incidentId);
  const [incident] = key ? await readIncidents(store, [key]) : [];
  const failing = incident && incident.state !== 'resolved' ? stillFailing(incident) : undefined;
  return failing
    ? `${incidentId}: our own probe still failed at ${failing.at} (${adviceFor(failing.cause, undefined).short}), so nothing was changed. To close it all the same, add --anyway; everybody who was alerted then gets a message that our probe still fails.`
    : undefined;
};

const main = async ({ by, stage, region, anyway }: Options, incidentId: string): Promise<void> => {
  const run = runOn(stage, region);
  const warning = anyway ? undefined : await warningOf(run, incidentId);
  if (warning !== undefined) throw new Error(warning);
  const { outcome, message } = await performAction(run, incidentId, { kind: 'resolve' }, by);
  if (outcome === 'unknown')
    throw new Error(
      `${incidentId || 'no incident'}: expected the id of an incident in ${run.store.tables.incidents}, such as 7k3m9q2x4b1c-1`,
    );
  say(
    outcome === 'done'
      ? `${incidentId}: ${message} The next sweep, within a minute, sends that to everybody who was alerted.`
      : `${incidentId}: ${message}`,
  );
};

export const ended = run(resolveCommand(), main);
