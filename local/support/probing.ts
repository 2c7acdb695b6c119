import * as z from 'zod';
import { FIRST_QUIET_MS } from '../../lib/domain/incidents/auto-resolve.ts';

/** How often a stack probes what is in trouble, and at what pace: below 1 in demos, where all comes so much sooner. */
export const Probing = z.object({ everyS: z.number().positive(), pace: z.number().positive() });
export type Probing = z.infer<typeof Probing>;

/** How long after the last failure our probes take, as a rule, to call an outage over: five quiet minutes and two rounds. */
export const recoveryMs = ({ everyS, pace }: Probing): number => FIRST_QUIET_MS * pace + 2 * everyS * 1000;
