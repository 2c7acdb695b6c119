/** What is known about a due monitor: its source and its domain. */
export type DueProbe = {
  endpointKey: string;
  source?: string | undefined;
  domain?: string | undefined;
  monitoredAt?: string | undefined;
};

/**
 * Takes up to `room` due monitors, oldest first, with no more than a share for one source and one domain; the
 * remaining room goes to the oldest, whosever they are.
 */
export const takeFairly = (due: readonly DueProbe[], room: number): DueProbe[] => {
  const share = Math.max(1, Math.ceil(room / 4));
  const counts = new Map<string, number>();
  const countOf = (name: string): number => counts.get(name) ?? 0;
  const taken = new Set<DueProbe>();
  for (const one of due) {
    if (taken.size >= room) break;
    const names = [`source ${one.source ?? ''}`, `domain ${one.domain ?? ''}`];
    if (names.some((name) => countOf(name) >= share)) continue;
    for (const name of names) counts.set(name, countOf(name) + 1);
    taken.add(one);
  }
  for (const one of due) {
    if (taken.size >= room) break;
    taken.add(one);
  }
  return due.filter((one) => taken.has(one));
};

/**
 * Endpoints probed per minute: at 3 s for the slowest, a hundred at a time, that takes half of the minute. What is due
 * beyond waits, and the console and an alarm say so; `npm run bench:check` measures it.
 */
export const PROBES_A_MINUTE = 1_000;

/** Several queues as one, so that each has its share of every part of it: should time run out, none has lost all. */
export const inProportion = <One>(queues: readonly (readonly One[])[]): One[] =>
  queues
    .flatMap((queue) => queue.map((one, index) => ({ one, at: (index + 0.5) / queue.length })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);

/** How many monitors one source may have waiting in a lane: a leaked URL must not fill the table. */
export const MONITORS_BY_SOURCE = 1_000;

/** The monitors beyond what one source may have, newest first. */
export const beyondLimit = (due: readonly DueProbe[], limit = MONITORS_BY_SOURCE): DueProbe[] => {
  const bySource = new Map<string, DueProbe[]>();
  for (const one of due) {
    const group = bySource.get(one.source ?? '');
    if (group) group.push(one);
    else bySource.set(one.source ?? '', [one]);
  }
  return [...bySource.values()].flatMap((group) =>
    group.length <= limit
      ? []
      : group
          .toSorted((a, b) => ((a.monitoredAt ?? '') < (b.monitoredAt ?? '') ? 1 : -1))
          .slice(0, group.length - limit),
  );
};
