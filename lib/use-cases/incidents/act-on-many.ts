import type { IncidentAction } from '../../domain/incidents/action.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import { backOff, type StoreContext } from '../runtime/run-context.ts';
import type { ActionResult } from './act-on-monitor.ts';
import { performAction } from './perform-action.ts';

/** Incidents acted on at the same time: each takes a few reads and one transaction. */
const WIDTH = 8;
/** A second pass for those that failed: what stood in the way of one is often gone by the end of the others. */
const PASSES = 2;
/** An action is begun only with this much time left, so that none is stopped half-way: its attempts may wait for 4.75 s. */
const NEEDED_MS = 6000;

/** What came of an action on one of many; `failed`: it may be tried again, and changes nothing twice. */
export type ActedOnOne = { incidentId: string } & (ActionResult | { outcome: 'failed'; message: string });

type ManyWork = StoreContext & { remainingMs?: () => number };

/**
 * A person acts on many incidents at once. Each is acted on as by `performAction`, under its own conditions: one that is closed,
 * acknowledged already or cannot be written keeps no other from it. Answers for each, in the order they were named.
 */
export const actOnMany = async (
  run: ManyWork,
  incidentIds: readonly string[],
  action: IncidentAction,
  actor: string,
): Promise<ActedOnOne[]> => {
  const hasTime = (): boolean => (run.remainingMs?.() ?? Infinity) > NEEDED_MS;
  const wanted = [...new Set(incidentIds)];
  const results = new Map<string, ActedOnOne>();
  let waiting = wanted;
  for (let pass = 0; pass < PASSES && waiting.length > 0 && hasTime(); pass++) {
    if (pass > 0) await backOff(run, pass);
    const { outputs } = await mapWithLimit(waiting, WIDTH, hasTime, (incidentId) =>
      actOnOne(run, incidentId, action, actor),
    );
    for (const result of outputs) results.set(result.incidentId, result);
    waiting = waiting.filter((incidentId) => results.get(incidentId)?.outcome === 'failed');
  }
  return wanted.map((incidentId) => results.get(incidentId) ?? notBegun(incidentId));
};

const notBegun = (incidentId: string): ActedOnOne => ({
  incidentId,
  outcome: 'failed',
  message: 'There was no time left for this one. Try again.',
});

/** One that fails is reported as failed: the others must not wait for it. */
const actOnOne = async (
  run: StoreContext,
  incidentId: string,
  action: IncidentAction,
  actor: string,
): Promise<ActedOnOne> => {
  try {
    return { incidentId, ...(await performAction(run, incidentId, action, actor)) };
  } catch (error) {
    run.log.error('one of many incidents could not be acted on', { incidentId, kind: action.kind, error });
    return { incidentId, outcome: 'failed', message: 'This one could not be written. Try again.' };
  }
};
