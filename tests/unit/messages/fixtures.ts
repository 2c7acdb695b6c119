import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { Silence } from '../../../lib/domain/incidents/silence.ts';
import { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import type { Alert, Context } from '../../../lib/messages/sections/message.ts';

export const ORDERS = 'https://api.shop.example/hooks/orders';

export const oncall = RuntimeOncallConfig.parse({ timeZone: 'Asia/Riyadh' });

/** 19:42 on a Friday in Riyadh. */
export const OPENED = Date.parse('2026-06-12T16:42:07.000Z');

export const minutes = (count: number): number => count * 60_000;

export const at = (minutesAfterOpening: number): string =>
  new Date(OPENED + minutes(minutesAfterOpening)).toISOString();

export const contextAt = (minutesAfterOpening: number, over: Partial<RuntimeOncallConfig> = {}): Context => ({
  oncall: { ...oncall, ...over },
  now: OPENED + minutes(minutesAfterOpening),
  place: { stage: 'prod', region: 'eu-central-1' },
});

/** An orders webhook that answers 503, just opened. */
export const incident = (over: Partial<Incident> = {}): Incident => ({
  endpointKey: 'k3m9x2p4q7ra',
  number: 1,
  incidentId: 'k3m9x2p4q7ra-1',
  endpoint: ORDERS,
  state: 'open',
  count: 1,
  openedAt: at(0),
  lastAt: at(0),
  cause: 'unavailable',
  codes: { 503: 1 },
  sources: { main: 1 },
  sample: { at: at(0), code: 503, message: 'Service Unavailable' },
  version: 1,
  listName: 'open',
  ...over,
});

/** What email and SMS were told `minutesAfterOpening`. */
export const sentAt = (
  minutesAfterOpening: number,
  over: Partial<NonNullable<NonNullable<Incident['lastSent']>['email']>> = {},
) => {
  const lastSent = {
    at: at(minutesAfterOpening),
    kind: 'opened' as const,
    state: 'open' as const,
    count: 1,
    cause: 'unavailable',
    growthIntervalMinutes: 5,
    ...over,
  };
  return { revision: 1, email: lastSent, sms: lastSent };
};

export const opened = (over: Partial<Incident> = {}): Alert => ({
  kind: 'opened',
  reason: 'a new incident',
  incident: incident(over),
});

export const resolved = (over: Partial<Incident> = {}): Alert => ({
  kind: 'resolved',
  reason: 'the incident was closed',
  incident: incident({
    state: 'resolved',
    resolution: 'person',
    resolvedBy: 'Sara',
    resolvedAt: at(72),
    lastAt: at(68),
    count: 31,
    codes: { 503: 29, 0: 2 },
    sources: { main: 31 },
    lastSent: sentAt(0),
    ...over,
  }),
});

/** What our own probe saw: an answer with this status, unless said otherwise. */
export const probed = (status: number, over: Partial<Probe> = {}): Probe => ({
  at: at(0.05),
  ms: 180,
  outcome: { kind: 'answered' },
  stages: { dns: 12, tcp: 31, tls: 64, http: 70 },
  addresses: ['192.0.2.7'],
  address: '192.0.2.7',
  failedAddresses: [],
  answer: { status, bodyBytes: 0, cut: false },
  ...over,
});

/** A silence of the incident above, from and for how many minutes. */
export const silenceOf = (actor: string, from: number, lasts: number): Silence => ({
  endpointKey: 'k3m9x2p4q7ra',
  item: 'silence',
  incidentId: 'k3m9x2p4q7ra-1',
  actor,
  reason: 'vendor is on it',
  at: at(from),
  until: at(from + lasts),
});
