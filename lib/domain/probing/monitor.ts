import * as z from 'zod';
import { KnownCertificate } from './certificate-expiry.ts';
import { Lane } from './lane.ts';
import { MonitorEnd } from './monitor-end.ts';
import { NormalStatus } from './normal-status.ts';
import { Look } from './probe-result.ts';

/** The one partition of the sparse index `watch`, which lists. What is due is found by lane, in `dueProbes`. */
export const WATCH = 'on';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const WATCHED_MS = 30 * DAY_MS;

/** The scheduler is not to the second: what is due a little later is due now. */
const SLACK_MS = 10_000;
const IN_TROUBLE_MS = MINUTE_MS;
const WELL_MS = 5 * MINUTE_MS;

/** Item `state` of an endpoint. `watch`, `watchedAt`, `endpoint` belong to the fold, the rest to `check`. */
export const Watched = z.object({
  endpointKey: z.string().min(1),
  endpoint: z.string(),
  watch: z.string().optional().catch(undefined),
  watchedAt: z.iso.datetime().optional().catch(undefined),
  nextProbeAt: z.iso.datetime().optional().catch(undefined),
  history: z.array(z.unknown()).catch([]).default([]).transform(looksIn),
  /** Goes up with each write of `check`: it is the condition of the next. */
  looks: z.int().min(0).catch(0).default(0),
  /** When the certificate seen last ends, accepted or not. */
  certificateEndsAt: z.iso.datetime().optional().catch(undefined),
  /** Certificates that it has shown and that have not ended, the one seen last at the end. */
  certificates: z.array(z.unknown()).catch([]).default([]).transform(certificatesIn),
  /** Warnings of other things that were told, by what they are about. */
  told: z.record(z.string(), z.string()).catch({}).default({}),
  /** In which queue it waits for its probe, who brought it, and under which domain it stands. */
  lane: Lane.optional().catch(undefined),
  /** The queue into which a notification puts it: it must not wait among those that are well. */
  troubleLane: Lane.optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  domain: z.string().optional().catch(undefined),
  /** What it always answers, learned before the trouble or from a person; `normalForgottenAt`: when a person took that back. */
  normalStatus: NormalStatus.optional().catch(undefined),
  normalForgottenAt: z.iso.datetime().optional().catch(undefined),
  /** Why it is no longer monitored, until Flavours speaks of it again. */
  ended: MonitorEnd.optional().catch(undefined),
});
export type Watched = z.infer<typeof Watched>;

/** A look of another form hides itself alone. */
function looksIn(history: unknown[]): Look[] {
  return history.flatMap((look) => Look.safeParse(look).data ?? []);
}

function certificatesIn(certificates: unknown[]): KnownCertificate[] {
  return certificates.flatMap((one) => KnownCertificate.safeParse(one).data ?? []);
}

/** When to look again: each minute while there is trouble, else each five. */
export const nextProbeAt = (isInTrouble: boolean, startedAt: Date, pace = 1): Date =>
  new Date(startedAt.getTime() + ((isInTrouble ? IN_TROUBLE_MS : WELL_MS) - SLACK_MS) * pace);

/** How late a probe may be before people should know that there are more endpoints than are probed. */
const LATE_MS = 2 * MINUTE_MS;

/** Since when a monitored endpoint has been waiting for its probe, if that is longer than it should. */
export const lateSince = ({ watch, nextProbeAt: dueAt }: Watched, now: Date): string | undefined =>
  watch !== undefined && dueAt !== undefined && now.getTime() - Date.parse(dueAt) > LATE_MS
    ? dueAt
    : undefined;

/** What is due since then waits longer than it should. */
export const lateBefore = (now: Date): string => new Date(now.getTime() - LATE_MS).toISOString();

/** Whether an endpoint of which Flavours last spoke at `lastAt` is still watched. */
export const isStillWatched = (lastAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(lastAt) <= WATCHED_MS;
