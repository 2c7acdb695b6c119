import * as z from 'zod';

/** In which events were lost, where our own probes saw an end: from and to, each with its reason. */
export const Recovery = z.object({
  from: z.iso.datetime(),
  fromReason: z.enum(['last-good-probe', 'before-first-notification', 'first-failed-probe']),
  to: z.iso.datetime(),
  toReason: z.enum(['first-good-probe', 'last-notification']),
});
export type Recovery = z.infer<typeof Recovery>;
