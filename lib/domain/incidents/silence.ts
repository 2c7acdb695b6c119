import * as z from 'zod';
import type { SilenceFor } from './action.ts';
import type { Incident } from './incident.ts';

const HOUR_MS = 60 * 60_000;
const TENFOLD = 10;

/** How long each silence lasts. Every one has an end; the one "until it gets worse" has the latest. */
export const SILENCE_MS: Record<SilenceFor, number> = {
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  worse: 7 * 24 * HOUR_MS,
};

/**
 * Known trouble of one endpoint that must not wake anybody. Item `silence` of the table `endpoints`, apart from what
 * probes write. `baseline` is what the incident had come to when it was silenced until it gets worse.
 */
export const Silence = z.object({
  endpointKey: z.string().min(1),
  item: z.literal('silence'),
  incidentId: z.string().min(1),
  actor: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  until: z.iso.datetime(),
  baseline: z.object({ count: z.int().min(0), cause: z.string() }).optional(),
  endedAt: z.iso.datetime().optional(),
  endedBy: z.string().optional(),
});
export type Silence = z.infer<typeof Silence>;

/** Whether `silence` applies to `incident`, as it is, at `at`. */
export const isSilenced = (
  silence: Silence | undefined,
  incident: Pick<Incident, 'incidentId' | 'count' | 'cause'>,
  at: Date,
): boolean => {
  if (!silence) return false;
  const end = Math.min(Date.parse(silence.until), Date.parse(silence.endedAt ?? silence.until));
  if (at.getTime() < Date.parse(silence.at) || at.getTime() >= end) return false;
  const { baseline: worse } = silence;
  if (!worse) return true;
  const isSame = silence.incidentId === incident.incidentId;
  return isSame && incident.cause === worse.cause && incident.count < Math.max(1, worse.count) * TENFOLD;
};
