import { ulid } from 'ulid';
import { putIncidentSet } from '../../adapters/dynamodb/incident-sets.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { linkEnd } from '../../messages/sections/links.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** As many as one request can act on; beyond it a digest is an SMS about thousands. */
const MOST = 200;

/**
 * Keeps which incidents a digest is about to name, so that one link of it can act on all of them; answers with the set's
 * name. Before the digest is sent: a link must work as soon as it can be tapped. Where it cannot be kept the digest goes
 * out without such links, since an alert waits for nothing.
 */
export const keepSet = async (
  run: RunContext,
  incidents: readonly Incident[],
): Promise<string | undefined> => {
  const failing = incidents.filter(({ state }) => state !== 'resolved');
  if (!run.links || failing.length < 2 || failing.length > MOST) return undefined;
  const at = run.now();
  const setId = ulid(at.getTime());
  try {
    await putIncidentSet(run.store, setId, {
      incidentIds: failing.map(({ incidentId }) => incidentId),
      at,
      until: linkEnd(at.getTime()),
    });
    return setId;
  } catch (error) {
    run.log.error('a digest goes out without links that act on all of it', { error });
    return undefined;
  }
};
