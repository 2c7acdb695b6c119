import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { readSilences } from '../../adapters/dynamodb/silences.ts';
import { chunksOf } from '../../adapters/dynamodb/store.ts';
import { type AlertRank, compareRanks, incidentRank } from '../../domain/alerting/alert-order.ts';
import { attentionOf } from '../../domain/alerting/held-back.ts';
import { classifyEndpoint } from '../../domain/endpoints/classification.ts';
import { type Incident, incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { isFlood, isUnreadable } from '../../domain/incidents/incident-kind.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { isTestAlert } from '../../domain/incidents/test-alert.ts';
import type { Failing } from '../../messages/sections/message.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { within } from '../runtime/within.ts';

/** Some 20,000 incidents. */
const MOST_PAGES = 5;
/** The publisher's lease runs meanwhile, and people sleep: what is not known by then, the alert does not wait for. */
const LISTED_BY_MS = 600;
const COUNTED_BY_MS = 1000;
/** One BatchGetItem of silences each, so many at a time. */
const LOOKED_UP = { size: 100, width: 8 };

/** What an SMS about many counts, and which they are, the worst first. */
export type Counted = Failing & { incidentIds: string[] };

type One = Pick<Incident, 'endpointKey' | 'endpoint' | 'state' | 'count' | 'openedAt'>;
type Candidate = { summary: Summary; incidentId: string };
type Found = { others: Map<string, One>; isWhole: boolean };

/**
 * What needs somebody now, whether or not an alert about it is due: the one number that an SMS about many says. What the
 * alert itself is about, `due`, is counted whatever the index says of it, which may lag behind. Where the rest cannot be
 * read, or not in time, it is not whole, and the alert goes out all the same. `unlisted`: so many more are due at least.
 */
export const failingNow = async (
  run: RunContext,
  due: readonly Incident[],
  unlisted: number,
): Promise<Counted> => {
  const known = new Set(due.map(({ incidentId }) => incidentId));
  const { others, isWhole } = await othersNow(run, known);
  const failing = due.filter((one) => one.state !== 'resolved' && !isTestAlert(one));
  const all = new Map<string, One>([...others, ...failing.map((one) => [one.incidentId, one] as const)]);
  const members = [...all.values()];
  const isCritical = (one: One): boolean =>
    isFlood(one) || classifyEndpoint(one, run.oncall).severity === 'critical';
  const [since] = members.map(({ openedAt }) => openedAt).toSorted();
  return {
    count: Math.max(all.size, failing.length + unlisted),
    critical: members.filter(isCritical).length,
    lost: members.reduce((sum, one) => sum + (isUnreadable(one) ? 0 : one.count), 0),
    ...(since !== undefined && { since }),
    isWhole,
    incidentIds: worstFirst(run, all),
  };
};

const worstFirst = ({ oncall }: RunContext, all: ReadonlyMap<string, One>): string[] =>
  [...all]
    .map(([incidentId, one]): { incidentId: string; rank: AlertRank } => ({
      incidentId,
      rank: incidentRank(one, oncall),
    }))
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .map(({ incidentId }) => incidentId);

/** The ids of all that need somebody, as far as they are known in time. */
export const needingNow = async (run: RunContext): Promise<ReadonlySet<string>> =>
  new Set((await othersNow(run, new Set())).others.keys());

/** What else needs somebody, as far as it is known in time. Only whose silence was asked for is counted. */
const othersNow = async (run: RunContext, known: ReadonlySet<string>): Promise<Found> => {
  const startedAt = run.now().getTime();
  const found: Found = { others: new Map(), isWhole: false };
  try {
    const answer = await within(COUNTED_BY_MS, look(run, known, startedAt, found.others));
    found.isWhole = answer === true;
    if (!found.isWhole) run.log.warn('a digest counts only what was known in time');
  } catch (error) {
    run.log.error('a digest counts only what was known before this', { error });
  }
  return { ...found, others: new Map(found.others) };
};

/** Adds to `others` what needs somebody; whether that is all of it. */
const look = async (
  run: RunContext,
  known: ReadonlySet<string>,
  startedAt: number,
  others: Map<string, One>,
): Promise<boolean> => {
  const hasTime = (ms: number) => (): boolean => run.now().getTime() - startedAt < ms;
  const candidates: Candidate[] = [];
  const { isWhole } = await eachSummary(
    run.store,
    OPEN_LIST,
    (summary) => {
      const incidentId = incidentIdOf(summary);
      const one = { summary, incidentId };
      if (!known.has(incidentId) && needsSomebody(run, one, undefined)) candidates.push(one);
    },
    MOST_PAGES,
    hasTime(LISTED_BY_MS),
  );
  const { notBegun } = await mapWithLimit(
    chunksOf(candidates, LOOKED_UP.size),
    LOOKED_UP.width,
    hasTime(COUNTED_BY_MS),
    async (chunk) => {
      const silences = await readSilences(
        run.store,
        chunk.map(({ summary }) => summary.endpointKey),
      );
      for (const one of chunk)
        if (needsSomebody(run, one, silences.get(one.summary.endpointKey)))
          others.set(one.incidentId, one.summary);
    },
  );
  return isWhole && notBegun.length === 0;
};

const needsSomebody = (
  { oncall, now }: RunContext,
  { summary, incidentId }: Candidate,
  silence: Silence | undefined,
): boolean => attentionOf({ ...summary, incidentId }, silence, oncall, now()) === 'needs-somebody';
