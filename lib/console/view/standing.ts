import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { Attention, attentionOf } from '../../domain/alerting/held-back.ts';
import { isFloodKey } from '../../domain/incidents/flood.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { OpenTotals } from './lists.ts';
import type { View } from './view.ts';

/** As much of an incident as it takes to rank and count it. */
export type Countable = Pick<
  Incident,
  'endpointKey' | 'incidentId' | 'endpoint' | 'state' | 'count' | 'openedAt' | 'cause' | 'sources'
> &
  Partial<Pick<Incident, 'acknowledgedUntil'>>;

/** Where an incident stands among the others. */
export type Standing = { attention: Attention; rank: AlertRank };

export const standingOf = (
  one: Countable,
  silence: Silence | undefined,
  { oncall, now }: View,
): Standing => ({
  attention: attentionOf(one, silence, oncall, new Date(now)),
  rank: incidentRank(one, oncall),
});

/** What needs somebody first, then the rest, each in its order. */
export const compareStandings = (one: Standing, other: Standing): number =>
  Attention.options.indexOf(one.attention) - Attention.options.indexOf(other.attention) ||
  compareRanks(one.rank, other.rank);

/** What ended last first. */
export const byEnd = (one: Pick<Incident, 'resolvedAt'>, other: Pick<Incident, 'resolvedAt'>): number =>
  (one.resolvedAt ?? '') < (other.resolvedAt ?? '') ? 1 : -1;

/** What opened last first. */
export const byOpening = (one: Pick<Incident, 'openedAt'>, other: Pick<Incident, 'openedAt'>): number =>
  one.openedAt < other.openedAt ? 1 : -1;

export type Totals = Pick<
  OpenTotals,
  'count' | 'needSomebody' | 'waiting' | 'acknowledged' | 'muted' | 'lost'
>;

/** What one incident is in the totals. */
export type Share = { as: 'needSomebody' | 'waiting' | 'acknowledged' | 'muted'; lost: number };

const COUNTED_AS = {
  'needs-somebody': 'needSomebody',
  waits: 'waiting',
  acknowledged: 'acknowledged',
  muted: 'muted',
  test: undefined,
  over: undefined,
} as const;

/** Undefined for what is counted nowhere: a test, and what is over. Posts that cannot be read are no lost events. */
export const shareOf = (one: Countable, attention: Attention): Share | undefined => {
  const as = COUNTED_AS[attention];
  const isReadable = one.endpoint !== undefined || isFloodKey(one.endpointKey);
  return as && { as, lost: isReadable ? one.count : 0 };
};

/** The totals with one more, or one fewer. */
export const withShare = (totals: Totals, { as, lost }: Share, by: 1 | -1): Totals => ({
  ...totals,
  count: totals.count + by,
  [as]: totals[as] + by,
  lost: totals.lost + by * lost,
});
