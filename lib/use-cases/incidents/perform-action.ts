import { commitAct } from '../../adapters/dynamodb/commit-action.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { type Action, isMonitorAction, type MonitorAction } from '../../domain/incidents/action.ts';
import { decide } from '../../domain/incidents/apply-action.ts';
import { type Incident, type IncidentKey, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { DEFAULT_ACKNOWLEDGEMENT_MINUTES } from '../../domain/oncall/acknowledgement.ts';
import { foldPending } from '../grouping/group-pending.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { FoldWork } from '../runtime/run-context.ts';
import { type Acted, actOnMonitor } from './act-on-monitor.ts';

/**
 * A person acts on an incident. It is written with its line in the time-line, all or nothing; the next delivery tells
 * the others. The same action again changes nothing.
 */
export const act = async (
  work: FoldWork,
  incidentId: string,
  action: Action,
  who: string,
): Promise<Acted> => {
  const key = incidentKeyOf(incidentId);
  if (!key) return { outcome: 'unknown', said: 'There is no such incident.' };
  if (isMonitorAction(action)) return actOnIncidentsMonitor(work, key, action, who);
  return attemptOrThrow<Acted>(work, ATTEMPTS.acting, `${incidentId}: ${action.kind}`, async () => {
    const incident = await current(work, key, action);
    if (incident === 'failed') return AGAIN;
    if (!incident) return { outcome: 'unknown', said: 'There is no such incident.' };
    const silence = (await readSilences(work.store, [key.endpointKey])).get(key.endpointKey);
    const { outcome, said, change } = decide(
      incident,
      silence,
      action,
      who,
      work.now(),
      work.oncall?.acknowledgementMinutes ?? DEFAULT_ACKNOWLEDGEMENT_MINUTES,
    );
    if (!change) return { outcome, said, incident };
    return (await commitAct(work.store, { incident, silence }, change))
      ? { outcome, said, incident: change.incident ?? incident }
      : AGAIN;
  });
};

/** An incident as it is, or that something pending of one that is to be closed could not be folded into it. */
const current = async (
  work: FoldWork,
  key: IncidentKey,
  action: Action,
): Promise<Incident | 'failed' | undefined> => {
  const [incident] = await readIncidents(work.store, [key]);
  if (!incident || action.kind !== 'resolve' || incident.state === 'resolved') return incident;
  // Of very much some may be left: it was received before the end, so it is counted into this outage after it.
  if ((await foldPending(work, incident)) === 'failed') return 'failed';
  return (await readIncidents(work.store, [key]))[0];
};

const actOnIncidentsMonitor = async (
  work: FoldWork,
  key: IncidentKey,
  action: MonitorAction,
  who: string,
): Promise<Acted> => {
  const [incident] = await readIncidents(work.store, [key]);
  return incident
    ? actOnMonitor(work, key, action, who)
    : { outcome: 'unknown', said: 'There is no such incident.' };
};
