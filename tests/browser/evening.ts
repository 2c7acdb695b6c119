import type { Incident } from '../../lib/domain/incidents/incident.ts';
import type { TimelineEntry } from '../../lib/domain/incidents/timeline.ts';
import { done, incidentOf, minutesAgo, notificationsOf, sentEntry } from './world.ts';

/** An evening at a restaurant group, for screenshots and for tests that click through it. */
export const evening = () => {
  const orders: Incident = {
    ...incidentOf({
      endpoint: 'https://api.shop.example/hooks/orders',
      number: 4,
      since: 47,
      last: 2,
      count: 31,
      message: 'Service Unavailable',
      sources: { riyadh: 24, jeddah: 7 },
    }),
    probe: {
      at: minutesAgo(1),
      ms: 88,
      outcome: { kind: 'answered' },
      stages: { dns: 4, tcp: 11, tls: 27, http: 46 },
      addresses: ['203.0.113.7'],
      address: '203.0.113.7',
      failedAddresses: [],
      answer: { status: 503, bodyBytes: 0, cut: false },
    },
    probeFailedAt: minutesAgo(1),
  };
  const menu = incidentOf({
    endpoint: 'https://hooks.kabsa.example:8443/flavours/menu',
    since: 190,
    last: 60,
    count: 6,
    code: 60,
    cause: 'tls-expired',
    message: 'cURL error 60: SSL certificate problem: certificate has expired',
    state: 'acknowledged',
    acknowledgedBy: 'Faisal',
    taken: 60,
  });
  const arabic = incidentOf({
    endpoint: 'https://pos.sufra.example/webhooks/loyalty',
    since: 12,
    last: 9,
    count: 2,
    code: 422,
    cause: 'rejected',
    message: 'رقم الطلب غير صالح: «order_id» مطلوب',
  });
  const over = incidentOf({
    endpoint: 'https://api.shop.example/hooks/orders',
    number: 3,
    since: 3 * 24 * 60,
    last: 3 * 24 * 60 - 62,
    resolved: 3 * 24 * 60 - 70,
    resolution: 'person',
    resolvedBy: 'نورة',
    count: 58,
    cause: 'timeout',
    code: 0,
    message: 'cURL error 28: Operation timed out after 3001 milliseconds with 0 bytes received',
  });
  const quiet = incidentOf({
    endpoint: 'https://pizza.example/hooks/customers',
    since: 26 * 60,
    last: 25 * 60,
    resolved: 19 * 60,
    resolution: 'quiet',
    count: 3,
    cause: 'dns',
    code: 6,
    message: 'cURL error 6: Could not resolve host: pizza.example',
  });
  const unreadable = incidentOf({
    source: 'staging',
    since: 8 * 60,
    resolved: 7 * 60,
    resolution: 'person',
    resolvedBy: 'Layla',
    count: 2,
    cause: 'unreadable',
    message: '#/endpoint expected an absolute http(s) URL',
  });
  const incidents: Incident[] = [orders, menu, arabic, over, quiet, unreadable];
  const entries: TimelineEntry[] = [
    sentEntry(orders, 46.9, 'opened', ['email', 'sms'], 'nobody was told yet'),
    sentEntry(orders, 31, 'escalated', ['email', 'sms'], 'nobody acknowledged it for 15 min', 2),
    done(orders, 20, 'note', 'Faisal', { reason: 'The host says a rack lost power. Looking.' }),
    sentEntry(orders, 11, 'changed', ['email'], 'the count grew from 12 to 27'),
    sentEntry(menu, 189, 'opened', ['email', 'sms'], 'nobody was told yet'),
    done(menu, 60, 'acknowledged', 'Faisal', { until: minutesAgo(-25) }),
    sentEntry(over, 3 * 24 * 60 - 0.1, 'opened', ['email', 'sms'], 'nobody was told yet'),
    done(over, 3 * 24 * 60 - 70, 'resolved', 'نورة'),
  ];
  const notifications = [
    ...notificationsOf(orders, 31, { message: 'Service Unavailable' }),
    ...notificationsOf(menu, 6, { message: menu.sample.message ?? '' }),
    ...notificationsOf(arabic, 2, {
      message: arabic.sample.message ?? '',
      raw: '{"code":422,"tenant":"سفرة"}',
    }),
    ...notificationsOf(over, 58, { message: over.sample.message ?? '' }),
    ...notificationsOf(unreadable, 2, {
      message: unreadable.sample.message ?? '',
      raw: '{"endpoint": "orders"',
    }),
  ];
  const results = (shape: readonly (readonly [minutes: number, kind: string, ms: number])[]) =>
    shape.map(([minutes, kind, ms]) => ({ at: minutesAgo(minutes), kind, ms }));
  const DAY = 24 * 60;
  const day = (daysAgo: number, counts: object): object => ({
    endpointKey: orders.endpointKey,
    item: `day#${minutesAgo(daysAgo * DAY).slice(0, 10)}`,
    ...counts,
  });
  const days: object[] = [
    day(0, { up: 190, down: 44, upMsTotal: 190 * 312, notifications: 31, 'delivered#main': 569 }),
    day(1, { up: 288, upMsTotal: 288 * 226, 'delivered#main': 1204 }),
    day(2, { up: 280, down: 8, upMsTotal: 280 * 219, notifications: 58 }),
  ];
  const others: object[] = [
    {
      endpointKey: orders.endpointKey,
      item: 'state',
      endpoint: orders.endpoint,
      monitored: 'on',
      nextProbeAt: minutesAgo(-1),
      certificateEndsAt: minutesAgo(-19 * DAY),
      history: results([
        [61 * DAY, 'up', 180],
        [3 * DAY, 'up', 210],
        [3 * DAY - 2, 'down', 3001],
        [3 * DAY - 66, 'down', 3002],
        [3 * DAY - 68, 'up', 240],
        [170, 'up', 225],
        [130, 'up', 310],
        [90, 'up', 480],
        [60, 'up', 730],
        [46, 'down', 95],
        [1, 'down', 88],
      ]),
    },
    {
      endpointKey: menu.endpointKey,
      item: 'state',
      endpoint: menu.endpoint,
      monitored: 'on',
      nextProbeAt: minutesAgo(-1),
      certificateEndsAt: minutesAgo(190),
      history: results([
        [20 * DAY, 'up', 95],
        [195, 'up', 102],
        [189, 'down', 41],
        [2, 'down', 44],
      ]),
    },
    {
      endpointKey: quiet.endpointKey,
      item: 'state',
      endpoint: quiet.endpoint,
      monitored: 'on',
      nextProbeAt: minutesAgo(-4),
      certificateEndsAt: minutesAgo(-71 * DAY),
      history: results([
        [26 * 60, 'down', 12],
        [22 * 60, 'down', 12],
        [22 * 60 - 5, 'up', 130],
        [600, 'up', 120],
        [300, 'up', 140],
        [60, 'up', 118],
        [4, 'up', 125],
      ]),
    },
  ];
  return { incidents, entries, notifications, days, others, orders, menu, arabic, over };
};
