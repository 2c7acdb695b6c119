import { latestIncident, readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type NotificationKey, readNotifications } from '../../adapters/dynamodb/notifications.ts';
import { readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { incidentKeyOf } from '../../domain/incidents/incident.ts';
import { type Channel, Channel as Channels } from '../../domain/incidents/last-sent.ts';
import { DRILL_ENDPOINT } from '../../domain/incidents/test-alert.ts';
import type { FoldWork } from '../runtime/run-context.ts';
import { act } from './perform-action.ts';

const LINES_READ = 100;

/** The progress of a test alert: which incident it is, and what SNS accepted, by channel. */
export type DrillProgress = {
  incidentId?: string;
  told: Partial<Record<Channel, { messageId: string; at: string; level: number }>>;
};

export const drillKey = (id: string): NotificationKey => ({ endpointKey: endpointKey(DRILL_ENDPOINT), id });

/** Ends the previous test alert if it was left open: a new one would be counted into it, and not be sent. */
export const endDrill = async (work: FoldWork, who: string): Promise<void> => {
  const latest = await latestIncident(work.store, drillKey('').endpointKey);
  if (latest && latest.state !== 'resolved') await act(work, latest.incidentId, { kind: 'resolve' }, who);
};

/** The notification of a test alert as it is now; undefined if there is none. */
export const drillProgress = async (
  { store }: FoldWork,
  key: NotificationKey,
): Promise<DrillProgress | undefined> => {
  const [notification] = await readNotifications(store, [key]);
  if (!notification) return undefined;
  const { incidentId } = notification;
  const incidentKey = incidentId === undefined ? undefined : incidentKeyOf(incidentId);
  if (incidentId === undefined || !incidentKey) return { told: {} };
  const [incident] = await readIncidents(store, [incidentKey]);
  const { entries } = await readTimeline(store, incidentId, { limit: LINES_READ });
  const told: DrillProgress['told'] = {};
  for (const entry of entries) {
    if (!('messageId' in entry)) continue;
    for (const channel of Channels.options) {
      if (entry.channels.includes(channel) && incident?.told?.[channel])
        told[channel] ??= { messageId: entry.messageId, at: entry.at, level: entry.level };
    }
  }
  return { incidentId, told };
};
