import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { incidentOf } from '../../browser/world.ts';

/* The incidents of March 2026, one of each kind that somebody may look for. */

export const MONTH = '2026-03';
const at = (day: number, minute = 0): string => new Date(Date.UTC(2026, 2, day, 8, minute)).toISOString();

type Story = { endpoint?: string; day: number; down?: number } & Partial<Incident>;
let number = 0;
/** An incident of that month; on the open list where it has no end, or is on it still. */
const incidentIn = ({ endpoint, day, down, ...fields }: Story): Incident => {
  number += 1;
  const { resolvedAt: _, ...base } = incidentOf({
    ...(endpoint !== undefined && { endpoint }),
    number,
    since: 1,
    ...(down !== undefined && { resolved: 1 }),
  });
  return {
    ...base,
    openedAt: at(day),
    lastAt: at(day, 1),
    ...(down !== undefined && { resolvedAt: at(day, down), listName: MONTH, resolution: 'probes' as const }),
    ...fields,
  };
};

const ORDERS = 'https://api.shop.example/hooks/orders';
export const MENU = 'https://api.shop.example/hooks/menu?token=s3cr3t-of-menu';
const LOYALTY = 'https://pos.sufra.example/loyalty';
const message = (text: string) => ({ sample: { at: at(1), code: 503, message: text } });

export const tomcat = incidentIn({
  endpoint: ORDERS,
  day: 3,
  down: 10,
  count: 4,
  firstAcknowledgedAt: at(3, 2),
  ...message('Tomcat: no thread left in the pool'),
});
export const arabic = incidentIn({
  endpoint: LOYALTY,
  day: 4,
  down: 30,
  count: 2,
  cause: 'rejected',
  firstAcknowledgedAt: at(4, 8),
  ...message('رقم الطلب غير صالح'),
});
export const menu = incidentIn({
  endpoint: MENU,
  day: 5,
  down: 20,
  count: 3,
  cause: 'timeout',
  resolution: 'quiet',
});
export const unsettled = incidentIn({
  endpoint: ORDERS,
  day: 6,
  count: 5,
  state: 'acknowledged',
  acknowledgedBy: 'Huda',
  cause: 'timeout',
});
export const unread = incidentIn({ day: 7, down: 15, count: 6, cause: 'unreadable' });
export const testAlert = incidentIn({
  endpoint: 'https://test-alert.invalid/',
  day: 8,
  down: 5,
  count: 7,
  sources: { 'test-alert': 7 },
});
export const secret = incidentIn({
  endpoint: ORDERS,
  day: 9,
  down: 1,
  count: 1,
  ...message('Authorization: Bearer abcdef0123456789abcdef'),
});
export const others = Array.from({ length: 30 }, (_, index) =>
  incidentIn({
    endpoint: `https://h${index}.example/installs`,
    day: 10 + (index % 15),
    count: 1,
    cause: 'dns',
    // Some are not settled: the two lists are in each other's way in time.
    ...(index % 3 === 0 ? {} : { down: 2 }),
  }),
);
export const before = incidentIn({
  endpoint: ORDERS,
  day: 3,
  down: 1,
  openedAt: '2026-02-27T08:00:00.000Z',
  resolvedAt: '2026-02-27T09:00:00.000Z',
  listName: '2026-02',
  ...message('tomcat again'),
});
export const real = [tomcat, arabic, menu, unsettled, unread, secret, ...others];
