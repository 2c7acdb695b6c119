import type { Incident } from '../incidents/incident.ts';
import { expiresAt, KEPT_DAYS } from '../incidents/retention.ts';
import { type Delivered, type Due, deliveredItem } from './delivered.ts';

/** The record of an incident as it was posted. */
export const asDelivered = (
  integration: string,
  incident: Incident,
  before: Delivered | undefined,
  { due, level, at }: { due: Pick<Due, 'at'>; level: number; at: Date },
): Delivered => ({
  endpointKey: incident.endpointKey,
  item: deliveredItem(integration, incident.number),
  revision: (before?.revision ?? 0) + 1,
  at: at.toISOString(),
  alertAt: before && before.alertAt > due.at ? before.alertAt : due.at,
  state: incident.state,
  count: incident.count,
  cause: incident.cause,
  level: Math.max(before?.level ?? 0, level),
  lastAction: Math.max(
    before?.lastAction ?? 0,
    ...(incident.recentActions ?? []).map(({ number }) => number),
  ),
  expiredAcknowledgements: incident.expiredAcknowledgements ?? 0,
  ...(before?.eventAt !== undefined && { eventAt: before.eventAt }),
  expiresAt: expiresAt(at, KEPT_DAYS.delivered),
});
