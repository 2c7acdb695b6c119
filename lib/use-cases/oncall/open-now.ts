import { eachSummary, readSummaries, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { readIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { isUnreadable } from '../../domain/incidents/incident-kind.ts';
import { monthOf, monthsBetween } from '../../domain/incidents/month.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { OpenNow } from '../../messages/duty-handover.ts';
import { type RunContext, silencesOf } from '../runtime/run-context.ts';

/** Some 20,000 incidents. */
const MOST_PAGES = 5;
/** Each with its links: a mail of some 20 KB. */
const NAMED = 20;
const RECENT_MS = 24 * 60 * 60_000;

/**
 * What is open, the worst first, and how the last day was: for somebody who comes on duty. A few queries, for which no alert
 * waits.
 */
export const openNow = async (run: RunContext): Promise<OpenNow> => {
  const since = new Date(run.now().getTime() - RECENT_MS).toISOString();
  const open: { key: Summary; rank: AlertRank }[] = [];
  const recent: Summary[] = [];
  const see = (one: Summary): void => {
    if (isTestAlert(one)) return;
    if (one.state !== 'resolved') open.push({ key: one, rank: incidentRank(one, run.oncall) });
    if (one.openedAt >= since) recent.push(one);
  };
  const { isWhole } = await eachSummary(run.store, OPEN_LIST, see, MOST_PAGES);
  const archived = await archivedSince(run, since);
  recent.push(...archived.summaries.filter((one) => !isTestAlert(one)));
  const named = open
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .slice(0, NAMED)
    .map(({ key }) => key);
  return {
    members: await membersOf(run, named),
    more: open.length - named.length,
    ...(isWhole && archived.isWhole && { recent: recentOf(recent) }),
  };
};

const membersOf = async (run: RunContext, named: readonly Summary[]): Promise<OpenNow['members']> => {
  const incidents = new Map(
    (await readIncidents(run.store, named)).map((one) => [one.incidentId, one] as const),
  );
  const silences = await silencesOf(
    run,
    named.map(({ endpointKey }) => endpointKey),
  );
  return named.flatMap((key) => {
    const incident = incidents.get(incidentIdOf(key));
    // It may have ended since the list was read.
    return incident && incident.state !== 'resolved'
      ? [{ incident, silence: silences.get(incident.endpointKey) }]
      : [];
  });
};

/** One page of each month is enough for a day; where it is not, nothing is said of the day. */
const archivedSince = async (
  { store, now }: RunContext,
  since: string,
): Promise<{ summaries: Summary[]; isWhole: boolean }> => {
  const to = now();
  const months = monthsBetween(monthOf(Date.parse(since)), monthOf(to.getTime()));
  const pages = await Promise.all(
    months.map((month) => readSummaries(store, month, { opened: { from: since, to: to.toISOString() } })),
  );
  return {
    summaries: pages.flatMap(({ summaries }) => summaries),
    isWhole: pages.every(({ next }) => next === undefined),
  };
};

const recentOf = (summaries: readonly Summary[]): NonNullable<OpenNow['recent']> => ({
  opened: summaries.length,
  over: summaries.filter(({ state }) => state === 'resolved').length,
  lost: summaries.reduce((sum, one) => sum + (isUnreadable(one) ? 0 : one.count), 0),
});
