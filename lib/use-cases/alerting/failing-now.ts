import { eachSummary, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import { LEASE_MS } from '../../adapters/dynamodb/publisher-lease.ts';
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
/** How long what was read serves: as long as a publisher's lease, within which one batch is sent. */
const FRESH_MS = LEASE_MS;
/** One BatchGetItem of silences each, so many at a time. */
const LOOKED_UP = { size: 100, width: 8 };

/** What an SMS about many counts, and which they are, the worst first. */
export type Counted = Failing & { incidentIds: string[] };

type One = Pick<Incident, 'endpointKey' | 'endpoint' | 'state' | 'count' | 'openedAt'>;
type Candidate = { summary: Summary; incidentId: string };
type Listed = { candidates: Candidate[]; isWhole: boolean };
type Found = { others: Map<string, One>; isWhole: boolean };

/**
 * What needs somebody now, whether or not an alert about it is due: the one number that an SMS about many says. What the
 * alert itself is about, `due`, is counted whatever the index says of it, which may lag behind. Where the rest cannot be
 * read, or not in time, it is not whole, and the alert goes out all the same. `unlisted`: so many more are due at least.
 */
export const failingNow = async (
  run: RunContext,
  open: OpenSnapshot,
  due: readonly Incident[],
  unlisted: number,
): Promise<Counted> => {
  const known = new Set(due.map(({ incidentId }) => incidentId));
  const { others, isWhole } = await open.othersThan(known);
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
export const needingNow = async (open: OpenSnapshot): Promise<ReadonlySet<string>> =>
  new Set((await open.othersThan(new Set())).others.keys());

/**
 * What is open, read once for all messages of a batch and again when it is no longer fresh; and of each endpoint's silence
 * only what somebody asked for.
 */
export class OpenSnapshot {
  readonly #run: RunContext;
  #listed: { at: number; list: Promise<Listed> } | undefined;
  #silences = new Map<string, Silence | undefined>();

  constructor(run: RunContext) {
    this.#run = run;
  }

  /** What else than `known` needs somebody, as far as it is known in time. Only whose silence was asked for is counted. */
  async othersThan(known: ReadonlySet<string>): Promise<Found> {
    const { log, now } = this.#run;
    const startedAt = now().getTime();
    const found: Found = { others: new Map(), isWhole: false };
    try {
      const answer = await within(COUNTED_BY_MS, this.#look(known, startedAt, found.others));
      found.isWhole = answer === true;
      if (!found.isWhole) log.warn('a digest counts only what was known in time');
    } catch (error) {
      this.#listed = undefined;
      log.error('a digest counts only what was known before this', { error });
    }
    return { ...found, others: new Map(found.others) };
  }

  /** Adds to `others` what needs somebody; whether that is all of it. */
  async #look(known: ReadonlySet<string>, startedAt: number, others: Map<string, One>): Promise<boolean> {
    const { store, now } = this.#run;
    const hasTime = (): boolean => now().getTime() - startedAt < COUNTED_BY_MS;
    const { candidates, isWhole } = await this.#list(startedAt);
    const wanted = candidates.filter(({ incidentId }) => !known.has(incidentId));
    const unasked = wanted.filter(({ summary }) => !this.#silences.has(summary.endpointKey));
    const add = (some: readonly Candidate[]): void => {
      for (const one of some)
        if (needsSomebody(this.#run, one, this.#silences.get(one.summary.endpointKey)))
          others.set(one.incidentId, one.summary);
    };
    const asking = new Set(unasked);
    add(wanted.filter((one) => !asking.has(one)));
    const { notBegun } = await mapWithLimit(
      chunksOf(unasked, LOOKED_UP.size),
      LOOKED_UP.width,
      hasTime,
      async (chunk) => {
        const keys = chunk.map(({ summary }) => summary.endpointKey);
        const silences = await readSilences(store, keys);
        for (const key of keys) this.#silences.set(key, silences.get(key));
        add(chunk);
      },
    );
    return isWhole && notBegun.length === 0;
  }

  #list(at: number): Promise<Listed> {
    if (!this.#listed || at - this.#listed.at > FRESH_MS) {
      this.#silences = new Map();
      this.#listed = { at, list: listOpen(this.#run, at) };
    }
    return this.#listed.list;
  }
}

const listOpen = async (run: RunContext, startedAt: number): Promise<Listed> => {
  const candidates: Candidate[] = [];
  const { isWhole } = await eachSummary(
    run.store,
    OPEN_LIST,
    (summary) => {
      const one = { summary, incidentId: incidentIdOf(summary) };
      if (needsSomebody(run, one, undefined)) candidates.push(one);
    },
    MOST_PAGES,
    () => run.now().getTime() - startedAt < LISTED_BY_MS,
  );
  return { candidates, isWhole };
};

const needsSomebody = (
  { oncall, now }: RunContext,
  { summary, incidentId }: Candidate,
  silence: Silence | undefined,
): boolean => attentionOf({ ...summary, incidentId }, silence, oncall, now()) === 'needs-somebody';
