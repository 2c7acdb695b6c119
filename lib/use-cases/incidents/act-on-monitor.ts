import { commitMonitorAction } from '../../adapters/dynamodb/commit-monitor-action.ts';
import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import type { MonitorAction } from '../../domain/incidents/action.ts';
import { applyMonitorAction } from '../../domain/incidents/apply-monitor-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { groupPending } from '../grouping/group-pending.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/** The outcome of an action: `already` and `over` changed nothing; `message` is for the person who acted. */
export type ActionResult = {
  outcome: 'done' | 'already' | 'over' | 'unknown';
  incident?: Incident;
  message: string;
};

/**
 * Applies a person's action to the monitoring of an endpoint; if an incident `number` is given, only if that is the
 * latest. The action, its line in the timeline and the end of the open incident are written together, or not at all.
 */
export const actOnMonitor = async (
  run: StoreContext,
  { endpointKey, number }: { endpointKey: string; number?: number },
  action: MonitorAction,
  actor: string,
): Promise<ActionResult> =>
  attemptOrThrow<ActionResult>(run, ATTEMPTS.acting, `${endpointKey}: ${action.kind}`, async () => {
    if ((await groupPending(run, await lastHeardOf(run, endpointKey))) === 'failed') return AGAIN;
    const latest = await latestIncident(run.store, endpointKey);
    const [monitor] = await readMonitors(run.store, [endpointKey], (error) =>
      run.log.error('a monitor could not be read', { endpointKey, error }),
    );
    if (!latest && !monitor)
      return { outcome: 'unknown', message: 'Nothing was ever heard of such an endpoint.' };
    if (number !== undefined && latest?.number !== number)
      return { outcome: 'over', message: 'There is a later incident of this endpoint; nothing changed.' };
    const { outcome, message, change } = applyMonitorAction({ monitor, latest }, action, actor, run.now());
    const shown = change?.incident ?? latest;
    const result: ActionResult = { outcome, message, ...(shown && { incident: shown }) };
    return !change || (await commitMonitorAction(run.store, { endpointKey, monitor, latest }, change))
      ? result
      : AGAIN;
  });

/**
 * From when pending notifications matter for the endpoint as it is. If it was never reported, the index is enough.
 */
const lastHeardOf = async (
  run: StoreContext,
  endpointKey: string,
): Promise<Pick<Incident, 'endpointKey' | 'lastAt'>> =>
  (await latestIncident(run.store, endpointKey)) ?? { endpointKey, lastAt: run.now().toISOString() };
