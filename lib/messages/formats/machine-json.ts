import * as z from 'zod';
import { adviceFor } from '../../domain/diagnosis/advice.ts';
import { Area, Cause } from '../../domain/diagnosis/cause.ts';
import { FloodSummary, summaryOfFlood } from '../../domain/incidents/flood.ts';
import { Resolution, Sample } from '../../domain/incidents/incident.ts';
import { Kind, State } from '../../domain/incidents/last-sent.ts';
import { lossWindow, Recovery } from '../../domain/incidents/loss-window.ts';
import { Verdict, verdictOf } from '../../domain/incidents/verdict.ts';
import { Family, Severity } from '../../domain/oncall/config.ts';
import { Probe } from '../../domain/probing/probe.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { redact } from '../../domain/security/redact.ts';
import { fetchAgain } from '../sections/backfill.ts';
import type { Context, Telling } from '../sections/message.ts';
import { described, endpointShown, isUnreadable } from '../sections/phrases.ts';

// One message with all its texts and attributes: 256 KB. https://docs.aws.amazon.com/sns/latest/dg/SNSMessageAttributes.html
// A digest is also escaped twice, so its members are held to a few hundred bytes.
const FULL_MEMBERS = 45;
/** Only an SMS tells of more, and machines get it no other way than by its attributes. */
const MOST_MEMBERS = 450;
const MEMBER_ENDPOINT_LENGTH = 160;
const MEMBER_REASON_LENGTH = 100;

const Step = z.object({ text: z.string(), command: z.string().optional() });

/** What every incident has, alone or in a digest. `dedupKey` is the same in all that is ever told of it. */
const core = {
  dedupKey: z.string().min(1),
  kind: Kind,
  state: State,
  severity: Severity,
  count: z.int().min(0),
};

/** More of a member, in a digest of at most 45. */
const member = z.object({
  ...core,
  reason: z.string().optional(),
  family: Family.optional(),
  name: z.string().optional(),
  endpoint: z.string().optional(),
  cause: Cause.optional(),
  openedAt: z.iso.datetime().optional(),
  lastAt: z.iso.datetime().optional(),
  resolvedAt: z.iso.datetime().optional(),
});

const alone = z.object({
  version: z.literal(1),
  ...core,
  reason: z.string(),
  family: Family,
  name: z.string(),
  endpoint: z.string().optional(),
  incidentId: z.string().min(1),
  endpointKey: z.string().min(1),
  number: z.int().min(1),
  openedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  resolvedAt: z.iso.datetime().optional(),
  resolution: Resolution.optional(),
  resolvedBy: z.string().optional(),
  /** Up to which level this was sent. */
  level: z.int().min(1).optional(),
  acknowledgedBy: z.string().optional(),
  acknowledgedUntil: z.iso.datetime().optional(),
  codes: z.record(z.string(), z.int().min(0)),
  sources: z.record(z.string(), z.int().min(0)),
  sample: Sample,
  cause: z.object({ key: Cause, area: Area, sentence: z.string() }),
  /** What Flavours and our own probe say together, once there was a probe. */
  verdict: Verdict.optional(),
  probe: Probe.optional(),
  /** Of a source's flood: how many endpoints, about, and the first that came. */
  flood: FloodSummary.optional(),
  firstCheck: z.string(),
  steps: z.array(Step),
  /** When recovered: in which events were lost. Its end is the last failure heard of. */
  window: z
    .object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      /** Our own probes saw the end. */
      isEndProven: z.boolean(),
      fromReason: Recovery.shape.fromReason.optional(),
      toReason: Recovery.shape.toReason.optional(),
    })
    .optional(),
});

const digest = z.object({
  version: z.literal(1),
  kind: z.literal('digest'),
  incidents: z.array(member),
  /** How many it tells of, where that is more than are listed. */
  total: z.int().min(1).optional(),
});

/** The form for machines: the body of https, SQS and Lambda subscriptions. */
export const MachineAlert = z.union([alone, digest]);
export type MachineAlert = z.infer<typeof MachineAlert>;

/** One incident for machines: texts as they came, but for secrets, and well-formed. */
export const jsonOf = (telling: Telling, context: Context): string => {
  const { incident, kind, reason } = telling;
  const { endpointKey, number, incidentId, openedAt, lastAt, codes, sources, sample } = incident;
  const { family, name } = described(incident, context.oncall);
  const { area, sentence, ...advice } = adviceFor(incident.cause, incident.endpoint);
  const verdict = verdictOf(incident);
  const { firstCheck, steps } = verdict ?? advice;
  const isOver = kind === 'recovered';
  const alert: MachineAlert = {
    version: 1,
    ...coreOf(telling, context),
    reason,
    family,
    name,
    ...endpointOf(telling),
    incidentId,
    endpointKey,
    number,
    openedAt,
    lastAt,
    ...(incident.resolvedAt !== undefined && { resolvedAt: incident.resolvedAt }),
    ...(incident.resolution && { resolution: incident.resolution }),
    ...(incident.resolvedBy !== undefined && { resolvedBy: incident.resolvedBy }),
    level: telling.level ?? 1,
    ...(incident.state === 'acknowledged' && {
      acknowledgedBy: incident.acknowledgedBy,
      acknowledgedUntil: incident.acknowledgedUntil,
    }),
    codes,
    sources,
    sample,
    cause: { key: incident.cause, area, sentence },
    ...(verdict && { verdict: Verdict.parse(verdict) }),
    ...(incident.probe && { probe: incident.probe }),
    ...(incident.flood && { flood: summaryOfFlood(incident.flood) }),
    firstCheck,
    steps: isOver ? fetchAgain(family) : steps,
    ...(isOver && !isUnreadable(incident) && { window: windowOf(telling) }),
  };
  return wellFormed(alert);
};

/** Many incidents for machines: each with its own `dedupKey`; beyond 45 only what is needed to look it up. */
export const jsonOfDigest = (tellings: readonly Telling[], context: Context): string => {
  const alert: MachineAlert = {
    version: 1,
    kind: 'digest',
    incidents: tellings
      .slice(0, MOST_MEMBERS)
      .map((telling) =>
        tellings.length <= FULL_MEMBERS ? memberOf(telling, context) : coreOf(telling, context),
      ),
    ...(tellings.length > MOST_MEMBERS && { total: tellings.length }),
  };
  return wellFormed(alert);
};

const coreOf = ({ incident, kind }: Telling, { oncall }: Context) => ({
  dedupKey: incident.incidentId,
  kind,
  state: incident.state,
  severity: described(incident, oncall).severity,
  count: incident.count,
});

const memberOf = (telling: Telling, context: Context): z.infer<typeof member> => {
  const { cause, openedAt, lastAt, resolvedAt } = telling.incident;
  const { family, name } = described(telling.incident, context.oncall);
  const { endpoint } = endpointOf(telling);
  return {
    ...coreOf(telling, context),
    reason: clip(telling.reason, MEMBER_REASON_LENGTH),
    family,
    name,
    ...(endpoint !== undefined && { endpoint: clip(endpoint, MEMBER_ENDPOINT_LENGTH) }),
    cause,
    openedAt,
    lastAt,
    ...(resolvedAt !== undefined && { resolvedAt }),
  };
};

const endpointOf = ({ incident }: Telling): { endpoint?: string } => {
  const endpoint = endpointShown(incident);
  return endpoint === undefined ? {} : { endpoint };
};

const windowOf = ({ incident }: Telling): z.infer<typeof alone>['window'] => {
  if (incident.recovery) return { ...incident.recovery, isEndProven: true };
  const { from, to } = lossWindow(incident);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), isEndProven: false };
};

/** Without secrets, in whatever field; and a lone surrogate would reach SNS as no valid UTF-8. */
const wellFormed = (alert: MachineAlert): string =>
  JSON.stringify(alert, (_, value: unknown) =>
    typeof value === 'string' ? redact(value.toWellFormed()) : value,
  );
