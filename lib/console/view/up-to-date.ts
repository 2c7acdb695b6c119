import { type Incident, type IncidentKey, OPEN_LIST } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import {
  byEnd,
  byOpening,
  type Countable,
  compareStandings,
  type Share,
  type Standing,
  shareOf,
  standingOf,
  type Totals,
  withShare,
} from './standing.ts';
import type { View } from './view.ts';

/** So long a count of what is open serves later requests of its process. */
export const KEPT_MS = 30_000;

/** What a count of all that is open came to, as far as a later request needs it: it stays small. */
export type OpenCount = {
  /** When it began, in ms. */
  at: number;
  totals: Totals;
  isWhole: boolean;
  invalidItem: number;
  /** The most urgent ones by id, and what each was in the totals. */
  best: ReadonlyMap<string, IncidentKey & { share: Share | undefined }>;
  /** Where the last of them stood: all others whose silences were looked up stood behind it. */
  edge: Standing | undefined;
  /** What is resolved and still to be announced, and test alerts. */
  beside: readonly IncidentKey[];
  /** The ids of those that opened last: of all that was counted and had opened after `newestSince`. */
  newest: ReadonlySet<string>;
  newestSince: string;
};

/** Whether an incident has opened since the count, or was not in the index yet. */
export const isUncounted = (
  { newest, newestSince }: Pick<OpenCount, 'newest' | 'newestSince'>,
  { incidentId, openedAt }: Pick<Incident, 'incidentId' | 'openedAt'>,
): boolean => openedAt > newestSince && !newest.has(incidentId);

/** What was read at the count or after it. */
export type Since = {
  /** Whole: what the count ranked first, what stands beside it, and the most urgent of `opened`. */
  read: readonly Incident[];
  /** All that has opened since. */
  opened: readonly (Countable & IncidentKey)[];
  silences: ReadonlyMap<string, Silence>;
  /** How many could not be read whole. */
  invalidItem: number;
};

/**
 * The most urgent ones as they are now, and the totals with what is known to have changed. `isCertain` is false where one
 * that was not read may be more urgent than what would be shown: then all have to be counted again.
 */
export const upToDate = (
  count: OpenCount,
  { read, opened, silences }: Since,
  { worst, over }: { worst: number; over: number },
  view: View,
): { totals: Totals; worst: Incident[]; over: Incident[]; tests: Incident[]; isCertain: boolean } => {
  const standings = read.map((incident) => ({
    incident,
    ...standingOf(incident, silences.get(incident.endpointKey), view),
  }));
  const isRead = new Set(read.map(({ incidentId }) => incidentId));
  const before = read.map(({ incidentId }) => count.best.get(incidentId)?.share);
  const now = [
    ...standings.map(({ incident, attention }) => shareOf(incident, attention)),
    ...opened
      .filter(({ incidentId }) => !isRead.has(incidentId))
      .map((one) => shareOf(one, standingOf(one, silences.get(one.endpointKey), view).attention)),
  ];
  const shown = standings
    .filter(({ attention }) => attention !== 'test' && attention !== 'over')
    .toSorted(compareStandings)
    .slice(0, worst);
  const last = shown[worst - 1];
  const { edge } = count;
  const those = (attention: Standing['attention']): Incident[] =>
    standings.filter((one) => one.attention === attention).map(({ incident }) => incident);
  return {
    totals: withShares(withShares(count.totals, before, -1), now, 1),
    worst: shown.map(({ incident }) => incident),
    // What was announced meanwhile stands with its month.
    over: those('over')
      .filter(({ listName }) => listName === OPEN_LIST)
      .toSorted(byEnd)
      .slice(0, over),
    tests: those('test')
      .filter(({ state }) => state !== 'resolved')
      .toSorted(byOpening)
      .slice(0, over),
    isCertain: last !== undefined && edge !== undefined && compareStandings(last, edge) <= 0,
  };
};

const withShares = (totals: Totals, shares: readonly (Share | undefined)[], by: 1 | -1): Totals =>
  shares.reduce<Totals>((sum, share) => (share ? withShare(sum, share, by) : sum), totals);
