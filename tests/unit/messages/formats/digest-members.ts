import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { contextAt, opened, resolved } from '../fixtures.ts';

export const place = (path: string, host = 'api.shop.example'): Partial<Incident> => ({
  endpoint: `https://${host}/${path}`,
  incidentId: `${path}-1`,
  endpointKey: path,
});
export const orders = (over: Partial<Incident> = {}) => opened({ ...place('orders'), ...over });
export const menu = (over: Partial<Incident> = {}) => opened({ ...place('menu'), ...over });
export const over = (of: Partial<Incident> = {}) => resolved({ ...place('loyalty'), ...of });
export const unread = opened({
  endpoint: undefined,
  incidentId: 'source:main-1',
  count: 100,
  cause: 'unreadable',
});

export const email = (...alerts: Alert[]) => emailOfDigest(alerts, contextAt(1));
