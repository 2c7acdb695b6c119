import * as z from 'zod';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/**
 * How many who are in `oncall.yml` would hear nothing, by topic: of alerts, and of alarms about this stack. `alarmsSince`: since
 * when alarms miss somebody; `mailedAt`: when people were last told of that.
 */
export const MissingSubscribers = z.object({
  alerts: z.int().min(0),
  alarms: z.int().min(0),
  countedAt: z.iso.datetime(),
  alarmsSince: z.iso.datetime().optional(),
  mailedAt: z.iso.datetime().optional(),
});
export type MissingSubscribers = z.infer<typeof MissingSubscribers>;

/** What is known after a count. */
export const afterCount = (
  before: MissingSubscribers | undefined,
  { alerts, alarms }: { alerts: number; alarms: number },
  now: Date,
): MissingSubscribers => {
  const at = now.toISOString();
  if (alarms === 0) return { alerts, alarms, countedAt: at };
  return { ...before, alerts, alarms, countedAt: at, alarmsSince: before?.alarmsSince ?? at };
};

/**
 * Whether people are to be mailed that alarms miss somebody: after an hour, as the alarm about missing people rings, and again
 * each week, since no alarm can say it.
 */
export const isMailDue = ({ alarmsSince, mailedAt }: MissingSubscribers, now: Date): boolean =>
  alarmsSince !== undefined &&
  now.getTime() - Date.parse(alarmsSince) >= HOUR_MS &&
  (mailedAt === undefined || now.getTime() - Date.parse(mailedAt) >= WEEK_MS);
