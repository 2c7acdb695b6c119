import * as z from 'zod';

/** What became of one entry of a listing, by its id. `intended`: it was about to be given when the function was stopped. */
export const Outcome = z.object({
  kind: z.enum(['intended', 'sent', 'already-had', 'refused']),
  /** Which state of it. */
  updatedAt: z.string(),
  /** Why it was refused. */
  reason: z.string().optional(),
});
export type Outcome = z.infer<typeof Outcome>;
