import * as z from 'zod';
import { Channel, Kind } from './last-sent.ts';

/** One alert that was sent, with its reason. Item of the table `timeline`. */
export const Alert = z.object({
  incidentId: z.string().min(1),
  at: z.string().min(1),
  kind: z.union([Kind, z.literal('digest')]),
  reason: z.string(),
  level: z.int().min(1),
  channels: z.array(Channel).min(1),
  messageId: z.string(),
  expiresAt: z.int(),
});
export type Alert = z.infer<typeof Alert>;
