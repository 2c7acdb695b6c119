import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { readReadable } from '../../adapters/dynamodb/list-incidents.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { Attention, attentionOf } from '../../domain/alerting/held-back.ts';
import { keepBest } from '../../domain/api/best.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import { type Incident, incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isSelfTest, isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { OpenIncidents } from '../view/lists.ts';
import type { View } from '../view/view.ts';

/** Of so many, the most urgent, silences are looked up: beyond them each counts as if it had none. */
const MOST_LOOKED_UP = 1000;

type Ranked = { summary: Summary; rank: AlertRank };
type Attended = Ranked & { attention: Attention };

/** Reads all open incidents as summaries, and the most urgent ones whole. */
export const openIncidents = async (
  store: Store,
  { worst, over }: { worst: number; over: number },
  view: View,
): Promise<OpenIncidents> => {
  const totals = { count: 0, needSomebody: 0, waiting: 0, acknowledged: 0, muted: 0, lost: 0 };
  const ranked = keepBest<Ranked>(MOST_LOOKED_UP, (a, b) => compareRanks(a.rank, b.rank));
  const latest = keepBest<Summary>(over, (a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1));
  const testing = keepBest<Summary>(over, (a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  const { invalidItem, isWhole } = await eachSummary(store, OPEN_LIST, (summary) => {
    if (isSelfTest(summary)) return undefined;
    if (isTestAlert(summary)) return summary.state === 'resolved' ? undefined : testing.add(summary);
    if (summary.state === 'resolved') return latest.add(summary);
    totals.count++;
    totals[summary.state === 'acknowledged' ? 'acknowledged' : 'needSomebody']++;
    if (summary.endpoint !== undefined || isFloodKey(summary.endpointKey)) totals.lost += summary.count;
    return ranked.add({ summary, rank: incidentRank(summary, view.oncall) });
  });
  const lookedUp = ranked.list();
  const silences = await readSilences(
    store,
    lookedUp.map(({ summary }) => summary.endpointKey),
  );
  const attended = attend(lookedUp, silences, view);
  for (const { summary, attention } of attended) {
    totals[summary.state === 'acknowledged' ? 'acknowledged' : 'needSomebody']--;
    totals[COUNTED_AS[attention]]++;
  }
  // Twice as many, in case some cannot be read whole.
  const first = attended.slice(0, 2 * worst).map(({ summary }) => summary);
  const [last, tests] = [latest.list(), testing.list()];
  const asked = [...first, ...last, ...tests];
  const read = await readReadable(store, asked);
  const isOver = ({ state }: Incident): boolean => state === 'resolved';
  return {
    ...totals,
    isWhole,
    worst: read.filter((one) => !isOver(one) && !isTestAlert(one)).slice(0, worst),
    over: read.filter((one) => isOver(one) && !isTestAlert(one)),
    tests: read.filter((one) => !isOver(one) && isTestAlert(one)),
    silences,
    invalidItem: invalidItem + asked.length - read.length,
  };
};

const COUNTED_AS = {
  'needs-somebody': 'needSomebody',
  waits: 'waiting',
  acknowledged: 'acknowledged',
  muted: 'muted',
  test: 'muted',
  over: 'muted',
} as const;

/** What needs somebody first, then the rest, each in its order. */
const attend = (
  lookedUp: readonly Ranked[],
  silences: ReadonlyMap<string, Silence>,
  { oncall, now }: View,
): Attended[] =>
  lookedUp
    .map(({ summary, rank }): Attended => {
      const one = { ...summary, incidentId: incidentIdOf(summary) };
      const attention = attentionOf(one, silences.get(summary.endpointKey), oncall, new Date(now));
      return { summary, rank, attention };
    })
    .toSorted(
      (a, b) =>
        Attention.options.indexOf(a.attention) - Attention.options.indexOf(b.attention) ||
        compareRanks(a.rank, b.rank),
    );
