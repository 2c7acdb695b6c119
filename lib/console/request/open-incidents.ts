import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { readReadable } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { keepBest } from '../../domain/api/best.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import { type Incident, OPEN_SHELF } from '../../domain/incidents/incident.ts';
import type { OpenIncidents } from '../view/lists.ts';
import type { View } from '../view/view.ts';

/** Reads all that is open in its short form, and of the most urgent the rest too. */
export const openIncidents = async (
  store: Store,
  { worst, over }: { worst: number; over: number },
  { oncall }: View,
): Promise<OpenIncidents> => {
  const totals = { count: 0, unacknowledged: 0, lost: 0 };
  type Ranked = { summary: Summary; rank: AlertRank };
  // Twice as many: one whose rest cannot be read must not take the place of another.
  const ranked = keepBest<Ranked>(2 * worst, (a, b) => compareRanks(a.rank, b.rank));
  const latest = keepBest<Summary>(over, (a, b) => ((a.resolvedAt ?? '') < (b.resolvedAt ?? '') ? 1 : -1));
  const { misfit, isWhole } = await eachSummary(store, OPEN_SHELF, (summary) => {
    if (summary.state === 'resolved') return latest.add(summary);
    totals.count++;
    if (summary.state === 'open') totals.unacknowledged++;
    if (summary.endpoint !== undefined || isFloodKey(summary.endpointKey)) totals.lost += summary.count;
    return ranked.add({ summary, rank: incidentRank(summary, oncall) });
  });
  const first = ranked.list().map(({ summary }) => summary);
  const last = latest.list();
  const read = await readReadable(store, [...first, ...last]);
  const isOver = ({ state }: Incident): boolean => state === 'resolved';
  return {
    ...totals,
    isWhole,
    worst: read.filter((one) => !isOver(one)).slice(0, worst),
    over: read.filter(isOver),
    misfit: misfit + first.length + last.length - read.length,
  };
};
