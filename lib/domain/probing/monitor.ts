import * as z from 'zod';
import { KnownCertificate } from './certificate-expiry.ts';
import { Lane } from './lane.ts';
import { MonitorEnd } from './monitor-end.ts';
import { NormalStatus } from './normal-status.ts';
import { ProbeResult } from './probe-result.ts';

/**
 * The one partition of the sparse index `monitored`, which lists all monitors. Due ones are found by lane, in
 * `dueProbes`.
 */
export const MONITORED = 'on';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const MONITORED_MS = 30 * DAY_MS;

/** The scheduler is not exact to the second: what is due a little later is due now. */
const SLACK_MS = 10_000;
const IN_TROUBLE_MS = MINUTE_MS;
const WELL_MS = 5 * MINUTE_MS;

/** Item `state` of an endpoint. Grouping writes `monitored`, `monitoredAt` and `endpoint`, `check` the rest. */
export const Monitor = z.object({
  endpointKey: z.string().min(1),
  endpoint: z.string(),
  monitored: z.string().optional().catch(undefined),
  monitoredAt: z.iso.datetime().optional().catch(undefined),
  nextProbeAt: z.iso.datetime().optional().catch(undefined),
  history: z.array(z.unknown()).catch([]).default([]).transform(resultsIn),
  /** Goes up with each write of `check`, and is the condition of the next. */
  revision: z.int().min(0).catch(0).default(0),
  /** When the certificate seen last ends, accepted or not. */
  certificateEndsAt: z.iso.datetime().optional().catch(undefined),
  /** Certificates that it has presented and that have not ended, the latest last. */
  certificates: z.array(z.unknown()).catch([]).default([]).transform(certificatesIn),
  /** Warnings about other things that were sent, by what they are about. */
  warningsSent: z.record(z.string(), z.string()).catch({}).default({}),
  /** The lane in which it waits, its source, and its domain. */
  lane: Lane.optional().catch(undefined),
  /** The lane into which a notification puts it: it must not wait among those that are up. */
  troubleLane: Lane.optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  domain: z.string().optional().catch(undefined),
  /**
   * Its normal status, learned before the trouble or from a person; `normalForgottenAt`: when a person took that
   * back.
   */
  normalStatus: NormalStatus.optional().catch(undefined),
  normalForgottenAt: z.iso.datetime().optional().catch(undefined),
  /** Why it is no longer monitored, until Flavours reports it again. */
  ended: MonitorEnd.optional().catch(undefined),
});
export type Monitor = z.infer<typeof Monitor>;

/** A probe result of an unknown form hides only itself. */
function resultsIn(history: unknown[]): ProbeResult[] {
  return history.flatMap((result) => ProbeResult.safeParse(result).data ?? []);
}

function certificatesIn(certificates: unknown[]): KnownCertificate[] {
  return certificates.flatMap((one) => KnownCertificate.safeParse(one).data ?? []);
}

/** When to probe again: each minute while there is trouble, otherwise every five. */
export const nextProbeAt = (isInTrouble: boolean, startedAt: Date, pace = 1): Date =>
  new Date(startedAt.getTime() + ((isInTrouble ? IN_TROUBLE_MS : WELL_MS) - SLACK_MS) * pace);

/** How late a probe may be before the console says that there are more endpoints than are probed. */
const LATE_MS = 2 * MINUTE_MS;

/** Since when a monitored endpoint has been waiting for its probe, if that is longer than it should. */
export const lateSince = ({ monitored, nextProbeAt: dueAt }: Monitor, now: Date): string | undefined =>
  monitored !== undefined && dueAt !== undefined && now.getTime() - Date.parse(dueAt) > LATE_MS
    ? dueAt
    : undefined;

/** A probe that has been due since then has waited longer than it should. */
export const lateBefore = (now: Date): string => new Date(now.getTime() - LATE_MS).toISOString();

/** Whether an endpoint that Flavours last reported at `lastAt` is still monitored. */
export const isStillMonitored = (lastAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(lastAt) <= MONITORED_MS;
