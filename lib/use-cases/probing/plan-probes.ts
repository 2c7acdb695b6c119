import { isAnyProbeDue, listDueProbes } from '../../adapters/dynamodb/due-probes.ts';
import { endMonitoring } from '../../adapters/dynamodb/monitors.ts';
import { beyondLimit, type DueProbe, inProportion, takeFairly } from '../../domain/probing/fair-share.ts';
import { LANE_SHARES, type Lane } from '../../domain/probing/lane.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** How many of a lane are considered; 200 bytes are kept of each. */
const LISTED = 10_000;
/** How many monitors beyond a source's limit are dropped per minute. */
const ENDED_AT_ONCE = 500;
const CONCURRENCY = 20;

/** What is probed this minute, most urgent first, and what is not. */
export type Plan = {
  chosen: DueProbe[];
  due: number;
  /** Due and left for the next minute. */
  notProbed: number;
  /** There are more than were looked through. */
  isCut: boolean;
  /** No longer monitored from now on, because its source has too many. */
  beyondLimit: number;
};

const NOTHING: Plan = { chosen: [], due: 0, notProbed: 0, isCut: false, beyondLimit: 0 };

type Queue = { lane: Lane; share: number; due: DueProbe[]; isCut: boolean };

/** Chooses `most` to probe: configured endpoints, then a share of each lane, in it of each source and domain. */
export const planProbes = async (run: RunContext, most: number): Promise<Plan> => {
  if (!(await isAnyProbeDue(run.store, run.now()))) return NOTHING;
  const queues: Queue[] = [];
  let excess: DueProbe[] = [];
  let due = 0;
  for (const [lane, share] of LANE_SHARES) {
    const listed = await listDueProbes(run.store, lane, run.now(), LISTED);
    const beyond = new Set(lane === 'configured' ? [] : beyondLimit(listed.due));
    excess = [...excess, ...beyond];
    due += listed.due.length;
    queues.push({ lane, share, due: listed.due.filter((one) => !beyond.has(one)), isCut: listed.isCut });
  }
  const chosen = choose(queues, most);
  const beyond = await letGo(run, excess.slice(0, ENDED_AT_ONCE));
  return {
    chosen,
    due,
    notProbed: due - chosen.length - beyond,
    isCut: queues.some(({ isCut }) => isCut),
    beyondLimit: beyond,
  };
};

const choose = (queues: readonly Queue[], most: number): DueProbe[] => {
  let rest = most;
  let shared = most;
  const taken = new Map<Lane, DueProbe[]>();
  for (const { lane, share, due } of queues) {
    const some = takeFairly(due, Math.min(rest, Math.ceil(shared * share)));
    taken.set(lane, some);
    rest -= some.length;
    if (lane === 'configured') shared = rest;
  }
  for (const { lane, due } of queues) {
    const some = new Set(taken.get(lane));
    const more = takeFairly(
      due.filter((one) => !some.has(one)),
      rest,
    );
    taken.set(lane, [...some, ...more]);
    rest -= more.length;
  }
  const { configured = [], ...others } = Object.fromEntries(taken);
  return [...configured, ...inProportion(Object.values(others))];
};

/**
 * A source brought more endpoints than are monitored: the newest are dropped, and the console says so until they are
 * reported again.
 */
const letGo = async (run: RunContext, excess: readonly DueProbe[]): Promise<number> => {
  const { outputs } = await mapWithLimit(
    excess,
    CONCURRENCY,
    () => true,
    async ({ endpointKey, monitoredAt }) => {
      try {
        return await endMonitoring(
          run.store,
          { endpointKey, monitoredAt },
          { why: 'limit', at: run.now().toISOString() },
        );
      } catch (error) {
        run.log.error('a monitor beyond the limit could not be dropped', { endpointKey, error });
        return false;
      }
    },
  );
  return outputs.filter(Boolean).length;
};
