import * as z from 'zod';
import { readIncidents } from '../../lib/adapters/store/incidents.ts';
import { close } from '../../lib/flow/close.ts';
import { type Clock, setUp } from '../../lib/flow/set-up.ts';
import { incidentKeyOf } from '../../lib/incident.ts';

const Resolve = z.object({ incidentId: z.string() });

const { workWithin } = setUp();

/** A person closes an incident, as `npm run resolve` does: operate/resolve.ts. */
export const handler = async (event: unknown, context: Clock): Promise<void> => {
  const work = workWithin(context);
  const key = incidentKeyOf(Resolve.parse(event).incidentId);
  const [before] = key ? await readIncidents(work.store, [key]) : [];
  if (!before || before.state === 'resolved') return;
  await close(work, before, { kind: 'resolved', by: 'Noura' });
};
