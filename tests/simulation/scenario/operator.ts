import * as z from 'zod';
import { Action } from '../../../lib/domain/incidents/action.ts';
import { act } from '../../../lib/use-cases/incidents/perform-action.ts';
import { type Clock, setUp } from '../../../lib/use-cases/runtime/bootstrap.ts';

const Acting = z.object({ incidentId: z.string(), action: Action });

const { workWithin } = setUp();

/** A person acts on an incident, as by the console, a link in an email or `npm run resolve`. */
export const handler = async (event: unknown, context: Clock): Promise<void> => {
  const { incidentId, action } = Acting.parse(event);
  await act(workWithin(context), incidentId, action, 'Noura');
};
