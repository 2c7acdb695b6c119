import * as z from 'zod';

/** One storm, as it was measured. Times in ms, memory in bytes. */
export const Result = z.object({
  notifications: z.int(),
  endpoints: z.int(),
  answered200: z.int(),
  /** When, and on which Node. */
  measuredOn: z.iso.date(),
  node: z.string(),
  /** Until all was answered, until all was grouped, and until all was alerted. */
  answeredMs: z.number(),
  groupedMs: z.number(),
  wallMs: z.number(),
  /** Of our functions with everything around them, and of the engine. */
  cpuMs: z.number(),
  engineCpuMs: z.number(),
  peakBytes: z.number(),
  calls: z.record(z.string(), z.int()),
  publishes: z.int(),
  mostPublishesInASecond: z.int(),
  ledger: z.object({
    notifications: z.int(),
    ungrouped: z.int(),
    incidents: z.int(),
    miscounted: z.int(),
    unsent: z.int(),
  }),
});
export type Result = z.infer<typeof Result>;

/** Notifications that were answered with 200 and are not in the table, or not counted in exactly one incident. */
export const lost = ({ answered200, ledger }: Result): number =>
  Math.max(0, answered200 - ledger.notifications) + ledger.ungrouped + ledger.miscounted;
