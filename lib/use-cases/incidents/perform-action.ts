import { commitAction } from '../../adapters/dynamodb/commit-action.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { type Action, isMonitorAction, type MonitorAction } from '../../domain/incidents/action.ts';
import { applyAction } from '../../domain/incidents/apply-action.ts';
import { type Incident, type IncidentKey, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { DEFAULT_ACKNOWLEDGEMENT_MINUTES } from '../../domain/oncall/acknowledgement.ts';
import { groupPending } from '../grouping/group-pending.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';
import { type ActionResult, actOnMonitor } from './act-on-monitor.ts';

/**
 * Applies a person's action to an incident. It is written together with its line in the timeline, or not at all; the
 * others hear of it with the next alert. The same action again changes nothing.
 */
export const performAction = async (
  run: StoreContext,
  incidentId: string,
  action: Action,
  actor: string,
): Promise<ActionResult> => {
  const key = incidentKeyOf(incidentId);
  if (!key) return { outcome: 'unknown', message: 'There is no such incident.' };
  if (isMonitorAction(action)) return actOnIncidentsMonitor(run, key, action, actor);
  return attemptOrThrow<ActionResult>(run, ATTEMPTS.acting, `${incidentId}: ${action.kind}`, async () => {
    const incident = await current(run, key, action);
    if (incident === 'failed') return AGAIN;
    if (!incident) return { outcome: 'unknown', message: 'There is no such incident.' };
    const silence = (await readSilences(run.store, [key.endpointKey])).get(key.endpointKey);
    const { outcome, message, change } = applyAction(
      incident,
      silence,
      action,
      actor,
      run.now(),
      run.oncall?.acknowledgementMinutes ?? DEFAULT_ACKNOWLEDGEMENT_MINUTES,
    );
    if (!change) return { outcome, message, incident };
    return (await commitAction(run.store, { incident, silence }, change))
      ? { outcome, message, incident: change.incident ?? incident }
      : AGAIN;
  });
};

/**
 * The incident as it is now, or `failed` if pending notifications of an incident that is to be closed could not be
 * grouped.
 */
const current = async (
  run: StoreContext,
  key: IncidentKey,
  action: Action,
): Promise<Incident | 'failed' | undefined> => {
  const [incident] = await readIncidents(run.store, [key]);
  if (!incident || action.kind !== 'resolve' || incident.state === 'resolved') return incident;
  // If there are very many, some may be left. They were received before the end, so they are counted into this outage
  // afterwards.
  if ((await groupPending(run, incident)) === 'failed') return 'failed';
  return (await readIncidents(run.store, [key]))[0];
};

const actOnIncidentsMonitor = async (
  run: StoreContext,
  key: IncidentKey,
  action: MonitorAction,
  actor: string,
): Promise<ActionResult> => {
  const [incident] = await readIncidents(run.store, [key]);
  return incident
    ? actOnMonitor(run, key, action, actor)
    : { outcome: 'unknown', message: 'There is no such incident.' };
};
