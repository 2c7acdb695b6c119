import * as z from 'zod';

/** Why an endpoint is no longer monitored, until its next notification. */
export const MonitorEnd = z.object({
  /** `stopped` by a person; `expired`: unreported for 30 days; `revoked` with its source; `limit`: beyond what one source may have. */
  why: z.enum(['stopped', 'expired', 'revoked', 'limit']),
  at: z.iso.datetime(),
  actor: z.string().optional(),
});
export type MonitorEnd = z.infer<typeof MonitorEnd>;
