import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { newIncident, transition } from '../../lib/domain/incidents/transition.ts';
import type { ReadableNotification, UnreadableNotification } from '../../lib/domain/intake/notification.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';

export const at = (time: string): Date => new Date(`2026-11-23T${time}Z`);

export const oncall = RuntimeOncallConfig.parse({});

export const notification = (fields: Partial<ReadableNotification> = {}): ReadableNotification => ({
  endpointKey: 'abcdefghjkmn',
  id: '01JD0000000000000000000000',
  source: 'main',
  receivedAt: at('03:00:00.000').toISOString(),
  pending: 0,
  endpoint: 'https://api.shop.example/hooks/orders',
  code: 503,
  message: 'Service Unavailable',
  ...fields,
});

export const unreadable = (fields: Partial<UnreadableNotification> = {}): UnreadableNotification => ({
  endpointKey: 'source:main',
  id: '01JD0000000000000000000001',
  source: 'main',
  receivedAt: at('03:00:00.000').toISOString(),
  pending: 0,
  problem: '#/code expected a safe integer',
  raw: '{}',
  ...fields,
});

export const opened = (fields: Partial<ReadableNotification> = {}): Incident => {
  const first = notification(fields);
  const nothing = newIncident(first.endpointKey, 1, first);
  return transition(nothing, { kind: 'notified', notifications: [first] }, at('03:00:01.000'));
};
