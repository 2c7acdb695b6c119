import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { isKeyLike } from '../endpoints/endpoint.ts';
import { FieldProblem } from '../intake/problem-details.ts';
import { NormalStatus } from '../probing/normal-status.ts';
import { Probe } from '../probing/probe.ts';
import { Flood } from './flood.ts';
import { LastSent, RecordedActionKind, State } from './last-sent.ts';
import { LossWindow } from './loss-window.ts';
import { isTestAlert, TESTS_LIST } from './test-alert.ts';

/** The shelf of every incident of which something may still be owed. */
export const OPEN_LIST = 'open';

const Counts = z.record(z.string(), z.int().min(0));
export type Counts = z.infer<typeof Counts>;

/** Something a person did that is told to the others; `text` is the reason or the note. */
export const RecordedAction = z.object({
  number: z.int().min(1),
  kind: RecordedActionKind,
  actor: z.string(),
  at: z.iso.datetime(),
  text: z.string().optional(),
  until: z.iso.datetime().optional(),
});
export type RecordedAction = z.infer<typeof RecordedAction>;

/**
 * What was posted last. `fieldProblems` says what was not as documented; of a post that names no endpoint `raw` is the
 * beginning of its text, and `mentionedUrl` an address that stands in it.
 */
export const Sample = z.object({
  at: z.iso.datetime(),
  code: z.int().optional(),
  message: z.string().optional(),
  fieldProblems: z.array(FieldProblem).min(1).optional().catch(undefined),
  raw: z.string().optional().catch(undefined),
  mentionedUrl: z.string().optional().catch(undefined),
});
export type Sample = z.infer<typeof Sample>;

/**
 * Why it ended. `stopped`: a person stopped the monitoring; `expired`: nothing was reported for long, and our probes still
 * fail; `revoked`: its source was; `tested`: it was a test alert, and that was sent.
 */
export const Resolution = z.enum(['person', 'quiet', 'probes', 'stopped', 'expired', 'revoked', 'tested']);
export type Resolution = z.infer<typeof Resolution>;

/**
 * One outage of one endpoint, one run of unreadable posts of one source, or a source's flood of endpoints. Item of the
 * table `incidents`.
 */
export const Incident = z.object({
  endpointKey: z.string().min(1),
  number: z.int().min(1),
  incidentId: z.string().min(1),
  endpoint: z.string().optional(),
  /** Whose notification opened it: a source may have only so many open. */
  source: z.string().optional().catch(undefined),
  /** What is known of the endpoints, where it is about many. */
  flood: Flood.optional().catch(undefined),
  // What another version wrote must not hide an incident: whatever is not known to be over is open.
  state: State.catch('open'),
  count: z.int().min(0),
  openedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().optional(),
  resolution: Resolution.optional().catch(undefined),
  resolvedBy: z.string().optional(),
  acknowledgedBy: z.string().optional().catch(undefined),
  acknowledgedAt: z.iso.datetime().optional().catch(undefined),
  /** When somebody first took it on: an acknowledgement ends by itself, and may be given again. */
  firstAcknowledgedAt: z.iso.datetime().optional().catch(undefined),
  acknowledgedUntil: z.iso.datetime().optional().catch(undefined),
  /** How many acknowledgements ended while nobody closed it: each begins the escalation again. */
  expiredAcknowledgements: z.int().min(0).optional().catch(undefined),
  /** The last few acts, and those that were not told yet. */
  recentActions: z.array(RecordedAction).optional().catch(undefined),
  cause: Cause.catch('unknown'),
  codes: Counts.default({}),
  sources: Counts.default({}),
  /** The version of the URL by which a source posted last, where it is not the first. */
  sourceVersions: Counts.optional().catch(undefined),
  sample: Sample,
  /** Our own last look that said something new. */
  probe: Probe.optional().catch(undefined),
  /** When the last look began that proved a failure: only then may probes close it. */
  probeFailedAt: z.iso.datetime().optional().catch(undefined),
  /** What the endpoint always answers, as far as it was known when it was probed last. */
  normalStatus: NormalStatus.optional().catch(undefined),
  /** The incident that a person closed and that our probes alone contradict: they do so once. */
  reopenedFrom: z.int().min(1).optional().catch(undefined),
  /** The last good look before it, and what closed it, where probes did. */
  lossWindow: LossWindow.optional().catch(undefined),
  lastSent: LastSent.optional(),
  version: z.int().min(0),
  listName: z.string().min(1),
});
export type Incident = z.infer<typeof Incident>;

export type IncidentKey = Pick<Incident, 'endpointKey' | 'number'>;

/** What names an incident, and no more. */
export type IncidentRef = Pick<Incident, 'endpointKey' | 'number' | 'incidentId'>;

/** The shelf of an incident of which nothing is owed any more: the month in which it was opened, or that of the tests. */
export const monthList = (incident: Pick<Incident, 'openedAt' | 'sources'>): string =>
  isTestAlert(incident) ? TESTS_LIST : incident.openedAt.slice(0, 'YYYY-MM'.length);

/** `endpointKey-number`, as people read and type it. */
export const incidentIdOf = ({ endpointKey, number }: IncidentKey): string => `${endpointKey}-${number}`;

/** The key inside an incident id; nothing if it is not one, or longer than any key and number of ours. */
export const incidentKeyOf = (incidentId: string): IncidentKey | undefined => {
  const parts = /^(.+)-([1-9]\d{0,14})$/.exec(incidentId);
  return parts?.[1] && parts[2] && isKeyLike(parts[1])
    ? { endpointKey: parts[1], number: Number(parts[2]) }
    : undefined;
};
