import { ulid } from 'ulid';
import { putIncidentSet } from '../../adapters/dynamodb/incident-sets.ts';
import { linkEnd } from '../../messages/sections/links.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { LATE, within } from '../runtime/within.ts';

/** As many as one request can act on. */
const MOST = 200;
const KEPT_BY_MS = 700;

/**
 * Keeps which incidents a digest names or counts, the worst first, so that one link of it can act on all of them; answers
 * with the set's name. `total`: how many it counts, which may be more than a set can hold. Before the digest is sent: a link
 * must work as soon as it can be tapped. Where it cannot be kept, or not in time, the digest goes out without such links,
 * since an alert waits for nothing.
 */
export const keepSet = async (
  run: RunContext,
  incidentIds: readonly string[],
  total = incidentIds.length,
): Promise<string | undefined> => {
  if (!run.links || incidentIds.length < 2) return undefined;
  const at = run.now();
  const setId = ulid(at.getTime());
  try {
    const kept = await within(
      KEPT_BY_MS,
      putIncidentSet(run.store, setId, {
        incidentIds: incidentIds.slice(0, MOST),
        total,
        at,
        until: linkEnd(at.getTime()),
      }),
    );
    if (kept !== LATE) return setId;
    run.log.warn('a digest goes out without links that act on all of it: they were not kept in time');
  } catch (error) {
    run.log.error('a digest goes out without links that act on all of it', { error });
  }
  return undefined;
};
