import { commitMonitorAction } from '../../adapters/dynamodb/commit-monitor-action.ts';
import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { readWatched } from '../../adapters/dynamodb/monitors.ts';
import type { MonitorAction } from '../../domain/incidents/action.ts';
import { decideOnMonitor } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { foldPending } from '../grouping/group-pending.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { FoldWork } from '../runtime/run-context.ts';

/** The outcome of an action: `already` and `over` changed nothing; `message` is for the person who acted. */
export type Acted = {
  outcome: 'done' | 'already' | 'over' | 'unknown';
  incident?: Incident;
  said: string;
};

/**
 * Applies a person's action to the monitoring of an endpoint; if an incident `number` is given, only if that is the
 * latest. The action, its line in the timeline and the end of the open incident are written together, or not at all.
 */
export const actOnMonitor = async (
  work: FoldWork,
  { endpointKey, number }: { endpointKey: string; number?: number },
  action: MonitorAction,
  who: string,
): Promise<Acted> =>
  attemptOrThrow<Acted>(work, ATTEMPTS.acting, `${endpointKey}: ${action.kind}`, async () => {
    if ((await foldPending(work, await lastHeardOf(work, endpointKey))) === 'failed') return AGAIN;
    const latest = await latestIncident(work.store, endpointKey);
    const [monitor] = await readWatched(work.store, [endpointKey], (error) =>
      work.log.error('a monitor could not be read', { endpointKey, error }),
    );
    if (!latest && !monitor)
      return { outcome: 'unknown', said: 'Nothing was ever heard of such an endpoint.' };
    if (number !== undefined && latest?.number !== number)
      return { outcome: 'over', said: 'There is a later incident of this endpoint; nothing changed.' };
    const { outcome, said, change } = decideOnMonitor({ monitor, latest }, action, who, work.now());
    const shown = change?.incident ?? latest;
    const acted: Acted = { outcome, said, ...(shown && { incident: shown }) };
    return !change || (await commitMonitorAction(work.store, { endpointKey, monitor, latest }, change))
      ? acted
      : AGAIN;
  });

/**
 * From when pending notifications matter for the endpoint as it is. If it was never reported, the index is enough.
 */
const lastHeardOf = async (
  work: FoldWork,
  endpointKey: string,
): Promise<Pick<Incident, 'endpointKey' | 'lastAt'>> =>
  (await latestIncident(work.store, endpointKey)) ?? { endpointKey, lastAt: work.now().toISOString() };
