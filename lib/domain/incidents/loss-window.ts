import * as z from 'zod';

/** From when to when events may have been lost, if our own probes saw the end; each with its reason. */
export const LossWindow = z.object({
  from: z.iso.datetime(),
  fromReason: z.enum(['last-good-probe', 'before-first-notification', 'first-failed-probe']),
  to: z.iso.datetime(),
  toReason: z.enum(['first-good-probe', 'last-notification']),
});
export type LossWindow = z.infer<typeof LossWindow>;

/**
 * Flavours makes three attempts before the first notification. How long they take is not documented; common senders
 * take less than 2 min.
 */
export const TRIES_MS = 2 * 60_000;

/** Widens a window until it holds every notification of its outage, including late ones. */
export const widened = (
  lossWindow: LossWindow,
  { openedAt, lastAt }: { openedAt: string; lastAt: string },
): LossWindow => {
  const from = new Date(Date.parse(openedAt) - TRIES_MS).toISOString();
  return {
    ...lossWindow,
    ...(from < lossWindow.from && { from, fromReason: 'before-first-notification' }),
    ...(lastAt > lossWindow.to && { to: lastAt, toReason: 'last-notification' }),
  };
};

type Lost = {
  openedAt: string;
  lastAt: string;
  count?: number;
  probeFailedAt?: string | undefined;
  lossWindow?: LossWindow | undefined;
};

/**
 * From when to when events may have been lost, in ms. Without our own probes it ends with the last known failure,
 * which proves nothing.
 */
export const lossWindowMs = ({
  openedAt,
  lastAt,
  count,
  probeFailedAt,
  lossWindow,
}: Lost): { from: number; to: number } => {
  if (lossWindow) return { from: Date.parse(lossWindow.from), to: Date.parse(lossWindow.to) };
  const opened = Date.parse(openedAt);
  return count === 0
    ? { from: opened, to: Math.max(opened, probeFailedAt === undefined ? 0 : Date.parse(probeFailedAt)) }
    : { from: opened - TRIES_MS, to: Date.parse(lastAt) };
};
