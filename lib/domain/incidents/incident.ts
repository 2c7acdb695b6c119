import * as z from 'zod';
import { Cause } from '../diagnosis/cause.ts';
import { isKeyLike } from '../endpoints/endpoint.ts';
import { FieldProblem } from '../intake/problem-details.ts';
import { NormalStatus } from '../probing/normal-status.ts';
import { Probe } from '../probing/probe.ts';
import { Flood } from './flood.ts';
import { LastSent, RecordedActionKind, State } from './last-sent.ts';
import { LossWindow } from './loss-window.ts';
import { isTestAlert, listOfTests } from './test-alert.ts';

/** The list of every incident for which something may still be due. */
export const OPEN_LIST = 'open';

const Counts = z.record(z.string(), z.int().min(0));
export type Counts = z.infer<typeof Counts>;

/** An action that is announced to the others; `text` is the reason or the note. */
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
 * The last post. `fieldProblems` says what was not as documented, `mentionedUrl` which URL a post without an endpoint
 * mentions.
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
 * Why it ended. `stopped`: a person stopped the monitoring; `expired`: unreported for long, although our probes still
 * fail; `revoked`: its source's URL was revoked.
 */
export const Resolution = z.enum(['person', 'quiet', 'probes', 'stopped', 'expired', 'revoked', 'tested']);
export type Resolution = z.infer<typeof Resolution>;

/**
 * One outage of one endpoint, one series of unreadable posts of one source, or a source's flood of endpoints. Item of
 * the table `incidents`.
 */
export const Incident = z.object({
  endpointKey: z.string().min(1),
  number: z.int().min(1),
  incidentId: z.string().min(1),
  endpoint: z.string().optional(),
  /** The source that opened it: a source may have only a limited number open. */
  source: z.string().optional().catch(undefined),
  /** What is known about the endpoints, for a flood. */
  flood: Flood.optional().catch(undefined),
  // A state that another version wrote must not hide an incident: it counts as open.
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
  /** How many acknowledgements expired without a resolution: each starts a new escalation cycle. */
  expiredAcknowledgements: z.int().min(0).optional().catch(undefined),
  /** The last few actions, and those not announced yet. */
  recentActions: z.array(RecordedAction).optional().catch(undefined),
  cause: Cause.catch('unknown'),
  codes: Counts.default({}),
  sources: Counts.default({}),
  /** The version of the URL that a source used last, if it is not the first. */
  sourceVersions: Counts.optional().catch(undefined),
  sample: Sample,
  /** Our last probe that said something new. */
  probe: Probe.optional().catch(undefined),
  /** When the last probe started that proved a failure: only then may probes resolve it. */
  probeFailedAt: z.iso.datetime().optional().catch(undefined),
  /** The endpoint's normal status, as far as it was known at the last probe. */
  normalStatus: NormalStatus.optional().catch(undefined),
  /** The incident that a person closed and that our probes alone contradict, which they do once. */
  reopenedFrom: z.int().min(1).optional().catch(undefined),
  /** When events may have been lost, if probes resolved it. */
  lossWindow: LossWindow.optional().catch(undefined),
  lastSent: LastSent.optional(),
  version: z.int().min(0),
  listName: z.string().min(1),
});
export type Incident = z.infer<typeof Incident>;

export type IncidentKey = Pick<Incident, 'endpointKey' | 'number'>;

/** What identifies an incident. */
export type IncidentRef = Pick<Incident, 'endpointKey' | 'number' | 'incidentId'>;

/** The list of an archived incident: the month in which it was opened. */
export const monthList = (incident: Pick<Incident, 'openedAt' | 'sources'>): string =>
  isTestAlert(incident) ? listOfTests(incident) : incident.openedAt.slice(0, 'YYYY-MM'.length);

/** `endpointKey-number`, as people read and type it. */
export const incidentIdOf = ({ endpointKey, number }: IncidentKey): string => `${endpointKey}-${number}`;

/** The key inside an incident id; undefined if it is not one, or longer than any of ours. */
export const incidentKeyOf = (incidentId: string): IncidentKey | undefined => {
  const parts = /^(.+)-([1-9]\d{0,14})$/.exec(incidentId);
  return parts?.[1] && parts[2] && isKeyLike(parts[1])
    ? { endpointKey: parts[1], number: Number(parts[2]) }
    : undefined;
};
