import * as z from 'zod';

/** In which events were lost, where our own probes saw an end: from and to, each with its reason. */
export const LossWindow = z.object({
  from: z.iso.datetime(),
  fromReason: z.enum(['last-good-probe', 'before-first-notification', 'first-failed-probe']),
  to: z.iso.datetime(),
  toReason: z.enum(['first-good-probe', 'last-notification']),
});
export type LossWindow = z.infer<typeof LossWindow>;

/** Three tries lie before the first notification. Their span is not documented; the common senders take under 2 min. */
export const TRIES_MS = 2 * 60_000;

/** A window that holds every notification of its outage, though some were counted only after it was drawn. */
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
 * In which events were lost, in ms. Without a recovery that our own probes saw, its end is the last failure that we heard
 * of: no proof. Where Flavours has reported nothing, it is the time in which our own probes failed.
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
