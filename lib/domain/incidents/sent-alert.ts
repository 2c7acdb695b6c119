import * as z from 'zod';
import { PersonKey } from '../oncall/people.ts';
import { AlertKind, Channel } from './last-sent.ts';

/** One alert that was sent, with its reason. Item of the table `timeline`. */
export const SentAlert = z.object({
  incidentId: z.string().min(1),
  at: z.string().min(1),
  kind: z.union([AlertKind, z.literal('digest')]),
  reason: z.string(),
  level: z.int().min(1),
  channels: z.array(Channel).min(1),
  /** The people it was meant for, beside fixed subscribers; woken if `channels` has sms. */
  people: z.array(PersonKey).optional().catch(undefined),
  messageId: z.string(),
  expiresAt: z.int(),
});
export type SentAlert = z.infer<typeof SentAlert>;
