import { archive } from '../../adapters/dynamodb/incidents.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isRevoked } from '../../domain/incidents/source-revoked.ts';
import { close } from '../incidents/resolve-incident.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';
import type { Survey, TimeDue } from './survey.ts';

const AT_ONCE = 8;
/** Told in between, so that what has ended is not told only when everything has. */
const CLOSED_BEFORE_ALERTING = 200;

/**
 * Does what time alone does: acknowledgements end, and long quiet closes. Acknowledgements first, since somebody is to be
 * woken again. Hands over what has changed, a page at a time. Throws the first failure once all had their turn.
 */
export const passTime = async (
  run: RunContext,
  survey: Survey,
  mayGoOn: () => boolean,
  onChanged: (incidents: Incident[]) => Promise<void>,
): Promise<void> => {
  const due = survey.timeDue.toSorted((one, other) => Number(one.ends) - Number(other.ends));
  const failures: unknown[] = [];
  while (due.length > 0 && mayGoOn()) {
    const page = due.splice(0, CLOSED_BEFORE_ALERTING);
    const { outputs } = await mapWithLimit(page, AT_ONCE, mayGoOn, (one) => passed(run, one, failures));
    await onChanged(outputs.flat());
  }
  const [failure] = failures;
  if (failure !== undefined) throw failure;
};

const passed = async (
  run: RunContext,
  { incident, passing }: TimeDue,
  failures: unknown[],
): Promise<Incident[]> => {
  try {
    // What comes in at the last moment may be by the URL that is still good.
    const after = await close(run, incident, (current) => ({
      ...passing,
      isRevoked: isRevoked(current, run.oncall),
    }));
    return 'state' in after ? [after] : []; // else it was closed long ago, and there is a later one
  } catch (error) {
    run.log.error('what time does to an incident could not be done', {
      incidentId: incident.incidentId,
      error,
    });
    failures.push(error);
    return [];
  }
};

/** Takes what is over, and of which nothing is due any more, off the open list: no alert that is marked as sent does it. */
export const archiveSettled = async (
  run: RunContext,
  survey: Survey,
  mayGoOn: () => boolean,
): Promise<void> => {
  await mapWithLimit(survey.settled, AT_ONCE, mayGoOn, (one) => archive(run.store, one, one.listName));
};
