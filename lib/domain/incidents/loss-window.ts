import * as z from 'zod';

/** In which events were lost, where our own probes saw an end: from and to, each with its reason. */
export const Recovery = z.object({
  from: z.iso.datetime(),
  fromReason: z.enum(['last-good-probe', 'before-first-notification', 'first-failed-probe']),
  to: z.iso.datetime(),
  toReason: z.enum(['first-good-probe', 'last-notification']),
});
export type Recovery = z.infer<typeof Recovery>;

/** Three tries lie before the first notification. Their span is not documented; the common senders take under 2 min. */
export const TRIES_MS = 2 * 60_000;

/** A window that holds every notification of its outage, though some were counted only after it was drawn. */
export const widened = (
  recovery: Recovery,
  { openedAt, lastAt }: { openedAt: string; lastAt: string },
): Recovery => {
  const from = new Date(Date.parse(openedAt) - TRIES_MS).toISOString();
  return {
    ...recovery,
    ...(from < recovery.from && { from, fromReason: 'before-first-notification' }),
    ...(lastAt > recovery.to && { to: lastAt, toReason: 'last-notification' }),
  };
};

type Lost = {
  openedAt: string;
  lastAt: string;
  count?: number;
  probeFailedAt?: string | undefined;
  recovery?: Recovery | undefined;
};

/**
 * In which events were lost, in ms. Without a recovery that our own probes saw, its end is the last failure that we heard
 * of: no proof. Where Flavours has reported nothing, it is the time in which our own probes failed.
 */
export const lossWindow = ({
  openedAt,
  lastAt,
  count,
  probeFailedAt,
  recovery,
}: Lost): { from: number; to: number } => {
  if (recovery) return { from: Date.parse(recovery.from), to: Date.parse(recovery.to) };
  const opened = Date.parse(openedAt);
  return count === 0
    ? { from: opened, to: Math.max(opened, probeFailedAt === undefined ? 0 : Date.parse(probeFailedAt)) }
    : { from: opened - TRIES_MS, to: Date.parse(lastAt) };
};
