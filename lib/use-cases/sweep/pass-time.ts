import { archive } from '../../adapters/dynamodb/incidents.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { isRevoked } from '../../domain/incidents/source-revoked.ts';
import { close } from '../incidents/resolve-incident.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';
import type { Survey, TimeDue } from './survey.ts';

const AT_ONCE = 8;
/** Alerts are sent in between, so that the first closings are not announced only after the last. */
const CLOSED_BEFORE_ALERTING = 200;

/**
 * Does what time alone causes: acknowledgements expire, and long quiet closes. Acknowledgements first, since somebody
 * has to be woken again. Hands over what has changed, page by page. Throws the first failure once all were tried.
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
    // A notification at the last moment may have come by a URL that is still valid.
    const after = await close(run, incident, (current) => ({
      ...passing,
      isRevoked: isRevoked(current, run.oncall),
    }));
    return 'state' in after ? [after] : []; // otherwise it was closed earlier, and there is a later one
  } catch (error) {
    run.log.error('an incident could not be closed, or its acknowledgement could not expire', {
      incidentId: incident.incidentId,
      error,
    });
    failures.push(error);
    return [];
  }
};

/** Archives resolved incidents for which nothing is due. */
export const archiveSettled = async (
  run: RunContext,
  survey: Survey,
  mayGoOn: () => boolean,
): Promise<void> => {
  await mapWithLimit(survey.settled, AT_ONCE, mayGoOn, (one) => archive(run.store, one, one.listName));
};
