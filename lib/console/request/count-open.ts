import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { keepBest } from '../../domain/api/best.ts';
import { type IncidentRef, incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isSelfTest, isTestAlert } from '../../domain/incidents/test-alert.ts';
import { byEnd, byOpening, compareStandings, shareOf, standingOf, type Totals } from '../view/standing.ts';
import type { OpenCount } from '../view/up-to-date.ts';
import type { View } from '../view/view.ts';
import { manySilences } from './many-silences.ts';

/** Of so many, the most urgent, silences are looked up: beyond them each counts as if it had none. */
const MOST_LOOKED_UP = 1000;
/** So many that opened last are remembered, so that what opens later is told from them. */
const NEWEST = 100;
/** How many times as many as are shown are known: some cannot be read whole, and in a long list some are over by then. */
const KNOWN = { whenKept: 3, otherwise: 2 };

/** How many are shown of what fails, and of what is over or a test. */
export type Sizes = { worst: number; over: number };

type Identified = Summary & IncidentRef;
type Ranked = { one: Identified; rank: AlertRank };

/** Counting more than this is what a request need not do again for a while. */
export const isKept = ({ totals }: Pick<OpenCount, 'totals'>): boolean => totals.count > MOST_LOOKED_UP;

/** Reads all open incidents as summaries, and counts and ranks them. */
export const countOpen = async (
  store: Store,
  { worst, over }: Sizes,
  view: View,
): Promise<{ count: OpenCount; silences: ReadonlyMap<string, Silence> }> => {
  const totals: Totals = { count: 0, needSomebody: 0, waiting: 0, acknowledged: 0, muted: 0, lost: 0 };
  const ranked = keepBest<Ranked>(MOST_LOOKED_UP, (a, b) => compareRanks(a.rank, b.rank));
  const latest = keepBest<Identified>(over, byEnd);
  const testing = keepBest<Identified>(over, byOpening);
  const newest = new Set<string>();
  let newestSince = '';
  const { invalidItem, isWhole } = await eachSummary(store, OPEN_LIST, (summary) => {
    // One object for all that follows: an endpoint is classified once.
    const one = { ...summary, incidentId: incidentIdOf(summary) };
    if (newest.size < NEWEST) {
      newest.add(one.incidentId);
      newestSince = one.openedAt;
    }
    if (isSelfTest(one)) return undefined;
    if (isTestAlert(one)) return one.state === 'resolved' ? undefined : testing.add(one);
    if (one.state === 'resolved') return latest.add(one);
    totals.count++;
    totals[withoutSilence(one)]++;
    totals.lost += shareOf(one, 'needs-somebody')?.lost ?? 0;
    return ranked.add({ one, rank: incidentRank(one, view.oncall) });
  });
  const lookedUp = ranked.list().map(({ one }) => one);
  const silences = await manySilences(store, lookedUp);
  const standing = lookedUp
    .map((one) => ({ one, ...standingOf(one, silences.get(one.endpointKey), view) }))
    .toSorted(compareStandings);
  for (const { one, attention } of standing) {
    totals[withoutSilence(one)]--;
    totals[shareOf(one, attention)?.as ?? 'needSomebody']++;
  }
  const known = worst * (isKept({ totals }) ? KNOWN.whenKept : KNOWN.otherwise);
  const best = standing.slice(0, known);
  const beside = [...latest.list(), ...testing.list()].map(keyOf);
  const counted = { at: view.now, totals, isWhole, invalidItem, beside, newest, newestSince };
  return {
    silences,
    count: {
      ...counted,
      best: new Map(
        best.map(({ one, attention }) => [one.incidentId, { ...keyOf(one), share: shareOf(one, attention) }]),
      ),
      edge: best.at(-1),
    },
  };
};

/** What one counts as whose silence is not looked up. */
const withoutSilence = ({ state }: Summary): 'acknowledged' | 'needSomebody' =>
  state === 'acknowledged' ? 'acknowledged' : 'needSomebody';

const keyOf = ({ endpointKey, number }: Identified) => ({ endpointKey, number });
