import * as z from 'zod';
import { Action, IncidentAction } from '../../../lib/domain/incidents/action.ts';
import { actOnMany } from '../../../lib/use-cases/incidents/act-on-many.ts';
import { performAction } from '../../../lib/use-cases/incidents/perform-action.ts';
import { bootstrap, type LambdaClock } from '../../../lib/use-cases/runtime/bootstrap.ts';

const Acting = z.union([
  z.object({ incidentId: z.string(), action: Action }),
  z.object({ incidentIds: z.array(z.string()), action: IncidentAction }),
]);

const { contextFor } = bootstrap();

/** A person acts on an incident, as by the console, a link in an email or `npm run resolve`; or on many in one act. */
export const handler = async (event: unknown, context: LambdaClock): Promise<void> => {
  const acting = Acting.parse(event);
  const run = contextFor(context);
  if ('incidentIds' in acting) await actOnMany(run, acting.incidentIds, acting.action, 'Noura');
  else await performAction(run, acting.incidentId, acting.action, 'Noura');
};
