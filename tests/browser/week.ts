import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { type Incident, incidentIdOf } from '../../lib/domain/incidents/incident.ts';
import type { TimelineEntry } from '../../lib/domain/incidents/timeline.ts';
import type { Week } from '../../lib/domain/reports/week.ts';
import { incidentOf } from './world.ts';

const HOUR_MS = 60 * 60_000;
const ORDERS = 'https://api.shop.example/hooks/orders';
const MENU = 'https://hooks.kabsa.example:8443/flavours/menu';

/** What is stored of a week in which two endpoints failed, one of them three times. */
export const storedWeek = (week: Week) => {
  const at = (hours: number): string => new Date(week.from + hours * HOUR_MS).toISOString();
  const over = (
    endpoint: string,
    number: number,
    [opened, acknowledged, resolved]: readonly [number, number | undefined, number],
    more: Partial<Incident>,
  ): Incident => ({
    ...incidentOf({ endpoint, number, since: 1, resolved: 1 }),
    openedAt: at(opened),
    lastAt: at(resolved - 0.1),
    resolvedAt: at(resolved),
    resolution: 'probes',
    ...(acknowledged !== undefined && { firstAcknowledgedAt: at(acknowledged) }),
    listName: at(opened).slice(0, 7),
    ...more,
  });
  const orders = [
    over(ORDERS, 11, [3, 3.2, 4], { count: 31 }),
    over(ORDERS, 12, [50, 51.5, 52], { count: 4, cause: 'timeout' }),
    over(ORDERS, 13, [99, undefined, 99.2], { count: 1 }),
  ];
  const menu = over(MENU, 21, [26, undefined, 34], { count: 6, cause: 'tls-expired', resolution: 'quiet' });
  const sent = (of: Incident, hours: number, level = 1): TimelineEntry => ({
    incidentId: of.incidentId,
    at: at(hours),
    kind: level > 1 ? 'escalated' : 'opened',
    reason: 'a new incident',
    level,
    channels: ['email', 'sms'],
    messageId: `${of.incidentId} ${hours}`,
    expiresAt: Math.floor(week.to / 1000) + 400 * 86_400,
  });
  const incidents = [...orders, menu];
  const entries = [
    ...incidents.map((one) => sent(one, (Date.parse(one.openedAt) - week.from) / HOUR_MS)),
    ...orders.slice(1, 2).map((one) => sent(one, 50.25, 2)),
  ];
  const day = (endpoint: string, index: number, counts: object): object => ({
    endpointKey: endpointKey(endpoint),
    item: `day#${week.days[index]}`,
    ...counts,
  });
  const endpoints = [
    ...week.days.map((_, index) => day(ORDERS, index, { up: 280, down: index === 2 ? 8 : 0 })),
    day(MENU, 1, { down: 40 }),
    ...[ORDERS, MENU].map((endpoint) => ({
      endpointKey: endpointKey(endpoint),
      item: 'state',
      endpoint,
      monitored: 'on',
      nextProbeAt: at(200),
      certificateEndsAt: new Date(week.to + 400 * HOUR_MS).toISOString(),
    })),
  ];
  return {
    incidents,
    entries,
    endpoints,
    late: incidentIdOf({ endpointKey: endpointKey(ORDERS), number: 12 }),
  };
};
