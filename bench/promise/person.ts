import * as z from 'zod';
import { Action } from '../../lib/action.ts';
import { act } from '../../lib/flow/act.ts';
import { type Clock, setUp } from '../../lib/flow/set-up.ts';

const Acting = z.object({ incidentId: z.string(), action: Action });

const { workWithin } = setUp();

/** A person acts on an incident, as by the console, a link in an email or `npm run resolve`. */
export const handler = async (event: unknown, context: Clock): Promise<void> => {
  const { incidentId, action } = Acting.parse(event);
  await act(workWithin(context), incidentId, action, 'Noura');
};
