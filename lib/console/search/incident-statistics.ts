import type { Store } from '../../adapters/dynamodb/store.ts';
import type { IncidentFilter } from '../../domain/api/queries.ts';
import { incidentIdOf } from '../../domain/incidents/incident.ts';
import type { Month } from '../../domain/incidents/month.ts';
import { countStatistics, type Statistics } from '../../domain/incidents/statistics.ts';
import { described } from '../../messages/sections/phrases.ts';
import type { View } from '../view/view.ts';
import { type Found, matches, needsTexts } from './matches.ts';
import { listsOf, type Period } from './period.ts';
import { readRun } from './read-lists.ts';

/** How many incidents opened on a day (UTC), those of critical endpoints apart. */
export type DayCount = { day: string; critical: number; others: number };

export type PeriodStatistics = {
  /** Each month by its opening, the latest first. */
  months: (Statistics & { month: Month })[];
  total: Statistics;
  days: DayCount[];
  /** False where the months hold more than is read at once: then all of it is at least so much. */
  isWhole: boolean;
};

/** A page of DynamoDB holds 1 MB: thousands of short forms, hundreds of whole incidents. */
const QUERIES = { short: 40, whole: 15 };

/** Shows each incident of some lists, in no order between them; answers whether that was all. */
export const eachFound = async (
  store: Store,
  {
    months,
    isWhole,
    most = QUERIES,
  }: { months: Period | undefined; isWhole: boolean; most?: typeof QUERIES },
  visit: (one: Found) => void,
): Promise<{ invalidItem: number; isWhole: boolean }> => {
  const runs = listsOf(months);
  // Each list is one query at least, however little is on it.
  let left = (isWhole ? most.whole : most.short) + runs.flat().length;
  const reading = { store, isWhole, newestFirst: true, queries: left };
  const seen = new Set<string>();
  let invalidItem = 0;
  for (const [index, parts] of runs.entries()) {
    const reader = readRun(reading, parts, undefined, () => left-- > 0);
    for (;;) {
      const one = await reader.head();
      if (one === 'cut') return { invalidItem: invalidItem + reader.invalidItem(), isWhole: false };
      if (one === 'end') break;
      reader.take();
      // What was settled in the meantime is on both lists.
      const id = incidentIdOf(one);
      if (index === 0 && runs.length > 1) seen.add(id);
      if (index === 0 || !seen.has(id)) visit(one);
    }
    invalidItem += reader.invalidItem();
  }
  return { invalidItem, isWhole: true };
};

/** What the incidents that a filter finds in some months came to. */
export const incidentStatistics = async (
  store: Store,
  filter: IncidentFilter,
  months: Period | undefined,
  view: View,
  most = QUERIES,
): Promise<PeriodStatistics> => {
  const total = countStatistics(view.now);
  const byMonth = new Map((months ?? []).map((month) => [month, countStatistics(view.now)]));
  const days = new Map<string, DayCount>();
  const { isWhole } = await eachFound(store, { months, isWhole: needsTexts(filter), most }, (one) => {
    if (!matches(one, filter, view)) return;
    total.add(one);
    byMonth.get(one.openedAt.slice(0, 'YYYY-MM'.length))?.add(one);
    const day = one.openedAt.slice(0, 'YYYY-MM-DD'.length);
    const counted = days.get(day) ?? { day, critical: 0, others: 0 };
    counted[described(one, view.oncall).severity === 'critical' ? 'critical' : 'others']++;
    days.set(day, counted);
  });
  return {
    months: [...byMonth].map(([month, counted]) => ({ month, ...counted.result() })),
    total: total.result(),
    days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    isWhole,
  };
};
