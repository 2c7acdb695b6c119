import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { DAY, Day } from '../../domain/probing/daily-stats.ts';
import type { WeekEndpoint } from '../../domain/reports/week-facts.ts';
import { monitorKey } from './monitor-key.ts';
import { readItems, type Store, toItem } from './store.ts';

const Watched = z.object({
  endpointKey: z.string(),
  endpoint: z.string().optional().catch(undefined),
  monitored: z.string().optional().catch(undefined),
  certificateEndsAt: z.iso.datetime().optional().catch(undefined),
});
const WATCHED = 'endpointKey, endpoint, monitored, certificateEndsAt';
const Key = z.object({ endpointKey: z.string() });

/** Endpoints with some of their days (UTC, `2026-11-23`); items of another form are left out. */
export const readWeekEndpoints = async (
  store: Store,
  keys: readonly string[],
  days: readonly string[],
): Promise<WeekEndpoint[]> => {
  const table = store.tables.endpoints;
  const [monitors, stats] = [
    await readItems(store, table, keys.map(monitorKey), WATCHED),
    await readItems(
      store,
      table,
      keys.flatMap((endpointKey) => days.map((day) => toItem({ endpointKey, item: `${DAY}${day}` }))),
    ),
  ];
  const daysByKey = new Map<string, Day[]>();
  for (const item of stats.map((one) => unmarshall(one))) {
    const [key, day] = [Key.safeParse(item).data?.endpointKey, Day.safeParse(item).data];
    if (key === undefined || !day) continue;
    daysByKey.set(key, [...(daysByKey.get(key) ?? []), day]);
  }
  const known = new Map(
    monitors.flatMap((item) => {
      const one = Watched.safeParse(unmarshall(item)).data;
      return one ? [[one.endpointKey, one] as const] : [];
    }),
  );
  return keys.map((endpointKey) => {
    const { endpoint, monitored, certificateEndsAt } = known.get(endpointKey) ?? {};
    return {
      endpointKey,
      endpoint,
      isMonitored: monitored !== undefined,
      certificateEndsAt,
      // A batch is answered in any order.
      days: (daysByKey.get(endpointKey) ?? []).toSorted((one, other) => (one.day < other.day ? -1 : 1)),
    };
  });
};
