import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type OpenCounts, putOpenCounts, readOpenCounts } from '../../adapters/dynamodb/open-counts.ts';
import { dueSince } from '../../domain/alerting/due-since.ts';
import { type RunContext, silencesOf } from '../runtime/run-context.ts';
import type { DuePool } from './due-pool.ts';
import type { OpenTally } from './open-tally.ts';

const READ_AT_ONCE = 100;
/** How many of those that were tried are read again; what was sent needs no more than that to be seen as sent. */
const MOST_READ = 1000;

/** How long the oldest alert has been due, whatever held it up: an alarm watches this. */
export const oldestDueAgeS = async (run: RunContext, pool: DuePool): Promise<number> => {
  const listed = pool.longestFirst();
  const ages: number[] = [];
  const untried = listed.find(({ isTried }) => !isTried);
  if (untried) ages.push(run.now().getTime() - untried.since);
  const tried = listed.filter(({ isTried, since }) => isTried && since <= (untried?.since ?? Infinity));
  for (let from = 0; from < Math.min(tried.length, MOST_READ); from += READ_AT_ONCE) {
    const page = tried.slice(from, from + READ_AT_ONCE).map(({ incident }) => incident);
    const incidents = await readIncidents(run.store, page);
    const silences = await silencesOf(
      run,
      incidents.map(({ endpointKey }) => endpointKey),
    );
    const now = run.now();
    const since = incidents.flatMap(
      (one) => dueSince(one, silences.get(one.endpointKey), run.oncall, now)?.getTime() ?? [],
    );
    if (since.length > 0) {
      ages.push(now.getTime() - since.reduce((oldest, at) => Math.min(oldest, at)));
      break;
    }
  }
  return Math.round(ages.reduce((oldest, age) => Math.max(oldest, age), 0) / 1000);
};

/**
 * A source is marked before its flood's incident is written, and the index shows that later still: a mark that is younger
 * than the longest run of a function is not taken off, though no flood is seen.
 */
const FRESH_MS = 15 * 60_000;

/**
 * Corrects the counts by which sources are capped. `before` was read before the list, so that what was added since is
 * kept.
 */
export const saveTally = async (
  run: RunContext,
  before: OpenCounts,
  { bySource, flooding }: OpenTally,
): Promise<void> => {
  const current = await readOpenCounts(run.store);
  const sources = new Set([...bySource.keys(), ...current.bySource.keys()]);
  const counts = new Map(
    [...sources].map((source) => {
      const added = (current.bySource.get(source) ?? 0) - (before.bySource.get(source) ?? 0);
      return [source, (bySource.get(source) ?? 0) + Math.max(0, added)] as const;
    }),
  );
  const now = run.now();
  const isFresh = (markedAt: string): boolean => now.getTime() - Date.parse(markedAt) < FRESH_MS;
  const floods = new Map([
    ...[...flooding].map((source) => [source, current.flooding.get(source) ?? now.toISOString()] as const),
    ...[...current.flooding].filter(([source, at]) => !before.flooding.has(source) || isFresh(at)),
  ]);
  const isSame =
    floods.size === current.flooding.size &&
    [...floods.keys()].every((one) => current.flooding.has(one)) &&
    [...sources].every((source) => counts.get(source) === (current.bySource.get(source) ?? 0));
  if (isSame) return;
  const open = new Map([...counts].filter(([, count]) => count > 0));
  await putOpenCounts(run.store, current.revision, { bySource: open, flooding: floods });
};
