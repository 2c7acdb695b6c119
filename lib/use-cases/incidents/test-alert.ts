import type * as z from 'zod';
import { latestIncident, readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type NotificationKey, readNotifications } from '../../adapters/dynamodb/notifications.ts';
import { readTimeline } from '../../adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { type Incident, incidentKeyOf } from '../../domain/incidents/incident.ts';
import { PeopleChannel } from '../../domain/incidents/last-sent.ts';
import type { SentAlert } from '../../domain/incidents/sent-alert.ts';
import { TEST_ALERT_ENDPOINT } from '../../domain/incidents/test-alert.ts';
import { audiencesOf } from '../../messages/formats/audience.ts';
import { recipientsOf } from '../../messages/formats/recipients.ts';
import type { StoreContext } from '../runtime/run-context.ts';
import { performAction } from './perform-action.ts';

const LINES_READ = 100;

/** The progress of a test alert: which incident it is, and what SNS accepted, by channel. */
export type TestAlertProgress = {
  incidentId?: string;
  lastSent: Partial<Record<z.infer<typeof PeopleChannel>, { messageId: string; at: string; level: number }>>;
  /** SNS's ids of all messages about it, and whom these named. */
  messageIds: string[];
  recipients: string[];
};

const NOTHING_SENT = { lastSent: {}, messageIds: [], recipients: [] };

export const testAlertKey = (id: string): NotificationKey => ({
  endpointKey: endpointKey(TEST_ALERT_ENDPOINT),
  id,
});

/** Ends the previous test alert if it was left open: a new one would be counted into it, and not be sent. */
export const endTestAlert = async (run: StoreContext, actor: string): Promise<void> => {
  const latest = await latestIncident(run.store, testAlertKey('').endpointKey);
  if (latest && latest.state !== 'resolved')
    await performAction(run, latest.incidentId, { kind: 'resolve' }, actor);
};

/** The notification of a test alert as it is now; undefined if there is none. */
export const testAlertProgress = async (
  { store }: StoreContext,
  key: NotificationKey,
): Promise<TestAlertProgress | undefined> => {
  const [notification] = await readNotifications(store, [key]);
  if (!notification) return undefined;
  const { incidentId } = notification;
  const incidentKey = incidentId === undefined ? undefined : incidentKeyOf(incidentId);
  if (incidentId === undefined || !incidentKey) return NOTHING_SENT;
  const [incident] = await readIncidents(store, [incidentKey]);
  const { entries } = await readTimeline(store, incidentId, { limit: LINES_READ });
  const lastSent: TestAlertProgress['lastSent'] = {};
  for (const entry of entries) {
    if (!('messageId' in entry)) continue;
    for (const channel of PeopleChannel.options) {
      if (entry.channels.includes(channel) && incident?.lastSent?.[channel])
        lastSent[channel] ??= { messageId: entry.messageId, at: entry.at, level: entry.level };
    }
  }
  const sent = entries.filter((entry) => 'messageId' in entry);
  return {
    incidentId,
    lastSent,
    messageIds: [...new Set(sent.map(({ messageId }) => messageId))],
    recipients: incident ? [...new Set(sent.flatMap((one) => namedIn(one, incident)))] : [],
  };
};

/** Whom a message named: the levels, and whoever was on duty then. */
const namedIn = (
  { level, channels: [first, ...others], people = [] }: SentAlert,
  incident: Incident,
): string[] =>
  first === undefined
    ? []
    : recipientsOf(
        { incident, kind: 'test', reason: '', level, onDuty: people },
        audiencesOf([first, ...others], [{}]),
      );
