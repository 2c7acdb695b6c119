import { plannedWork } from '../alerting/suppression.ts';
import { isSourceKey } from '../endpoints/endpoint.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import type { Period } from '../oncall/time-interval.ts';
import { startOfDay, type Week } from './week.ts';
import type { WeekIncident } from './week-facts.ts';

const overlap = (one: Period, from: number, to: number): number =>
  Math.max(0, Math.min(one.to, to) - Math.max(one.from, from));

/** Periods in order, those that touch as one. */
const merged = (periods: readonly Period[]): Period[] => {
  const all: Period[] = [];
  for (const { from, to } of periods.toSorted((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
};

/**
 * For how long of the week outages fell into planned work, in ms: by the maintenance in `oncall.yml` as it is now. What was down
 * then was down all the same, but nobody would call it a failure.
 */
export const plannedMsIn = (
  incidents: readonly WeekIncident[],
  week: Week,
  now: number,
  oncall: RuntimeOncallConfig,
): number => {
  if (oncall.maintenance.length === 0) return 0;
  const days = [...week.days.map((day) => startOfDay(day, oncall.timeZone)), week.to];
  const outages = incidents.filter(({ endpointKey }) => !isSourceKey(endpointKey));
  const periods = new Map<WeekIncident, Period[]>();
  // Day by day, since the periods of a rule are known for one time at once.
  for (const day of days)
    for (const one of outages)
      periods.set(one, [...(periods.get(one) ?? []), ...plannedWork(one, oncall, new Date(day))]);
  let sum = 0;
  for (const [{ openedAt, resolvedAt }, planned] of periods) {
    const from = Math.max(week.from, Date.parse(openedAt));
    const to = Math.min(week.to, now, resolvedAt === undefined ? now : Date.parse(resolvedAt));
    sum += merged(planned).reduce((total, one) => total + overlap(one, from, to), 0);
  }
  return sum;
};
