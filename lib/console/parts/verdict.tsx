import type { Incident } from '../../incident.ts';
import type { View } from './view.ts';

/** What our own look at the endpoint says beside what Flavours says. */
export const Verdict = (_: { incident: Incident; view: View }) => null;
