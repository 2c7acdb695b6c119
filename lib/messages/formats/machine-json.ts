import * as z from 'zod';
import { IncidentJson, incidentJson } from '../../domain/api/incident-json.ts';
import { given, present } from '../../domain/api/present.ts';
import { AlertKind } from '../../domain/incidents/last-sent.ts';
import { Instant, instantIn } from '../../domain/oncall/instant.ts';
import { clip } from '../../domain/security/plain-text.ts';
import { redact } from '../../domain/security/redact.ts';
import type { Alert, Context } from '../sections/message.ts';
import { onDutyFor } from '../sections/on-duty.ts';
import { personName } from '../sections/person-name.ts';

// One message with all its texts and attributes: 256 KB. https://docs.aws.amazon.com/sns/latest/dg/SNSMessageAttributes.html
// A digest is also escaped twice, so its members are held to a few hundred bytes.
const FULL_MEMBERS = 45;
/** Only a digest for SMS has more members, and no machine subscribes to SMS. */
const MOST_MEMBERS = 450;
const MEMBER_ENDPOINT_LENGTH = 160;
const MEMBER_REASON_LENGTH = 100;

/** What every incident has, alone or in a digest. `dedupKey` is the same in all that is ever sent about it. */
const core = {
  dedupKey: z.string().min(1),
  kind: AlertKind,
  ...IncidentJson.pick({ state: true, severity: true, count: true }).shape,
};

/** More of a member, in a digest of at most 45: enough to find it in the API, and to fetch what it lost. */
const more = {
  endpointKey: true,
  number: true,
  name: true,
  family: true,
  endpoint: true,
  isTest: true,
  cause: true,
  openedAt: true,
  lastAt: true,
  resolvedAt: true,
  resolution: true,
  backfill: true,
} as const;
const member = IncidentJson.pick(more)
  .partial()
  .extend({ ...core, reason: z.string().optional() });

/** Who is on duty at the levels to which this was sent; absent where a team has no people. */
const onDuty = z
  .array(
    z.object({
      level: z.int().min(1),
      /** The name in `oncall.yml`. */
      person: z.string(),
      name: z.string(),
      until: Instant.optional(),
      /** Whose turn or place it is, if it is somebody else's. */
      instead: z.string().optional(),
    }),
  )
  .optional();

const alone = IncidentJson.extend({
  version: z.literal(1),
  ...core,
  reason: z.string(),
  /** Up to which level this was sent. */
  level: z.int().min(1),
  onDuty,
});

const digest = z.object({
  version: z.literal(1),
  kind: z.literal('digest'),
  incidents: z.array(member),
  /** How many it is about, where that is more than are listed. */
  total: z.int().min(1).optional(),
  onDuty,
});

/** The form for machines: the body of SQS and Lambda subscriptions; https gets the chat form. */
export const MachineAlert = z.union([alone, digest]);
export type MachineAlert = z.infer<typeof MachineAlert>;

/** One incident for machines: as the API has it, with why it is sent now. */
export const jsonOf = (given: Alert, context: Context): string => {
  const { incident, kind, reason, level = 1 } = given;
  const dedupKey = incident.incidentId;
  return wellFormed({
    version: 1,
    dedupKey,
    kind,
    reason,
    level,
    ...onDutyOf([given], context),
    ...incidentJson(incident, context),
  });
};

/** Many incidents for machines: each with its own `dedupKey`; beyond 45 only what is needed to look it up. */
export const jsonOfDigest = (alerts: readonly Alert[], context: Context): string => {
  const isWhole = alerts.length <= FULL_MEMBERS;
  return wellFormed({
    version: 1,
    kind: 'digest',
    incidents: alerts.slice(0, MOST_MEMBERS).map((given) => memberOf(given, context, isWhole)),
    ...(alerts.length > MOST_MEMBERS && { total: alerts.length }),
    ...onDutyOf(alerts, context),
  });
};

const onDutyOf = (alerts: readonly Alert[], context: Context): { onDuty?: z.infer<typeof onDuty> } => {
  const all = onDutyFor(alerts, context);
  if (all.length === 0) return {};
  return {
    onDuty: all.map(({ level, person, until, instead }) => ({
      level,
      person,
      name: personName(person, context),
      ...(until !== undefined && { until: instantIn(until, context.oncall.timeZone) }),
      ...(instead !== undefined && { instead }),
    })),
  };
};

const memberOf = (
  { incident, kind, reason }: Alert,
  context: Context,
  isWhole: boolean,
): z.infer<typeof member> => {
  const json = incidentJson(incident, context);
  const { state, severity, count, endpoint } = json;
  const known = { dedupKey: incident.incidentId, kind, state, severity, count };
  if (!isWhole) return known;
  return present({
    ...known,
    reason: clip(reason, MEMBER_REASON_LENGTH),
    endpointKey: json.endpointKey,
    number: json.number,
    family: json.family,
    name: json.name,
    endpoint: given(endpoint, (url) => clip(url, MEMBER_ENDPOINT_LENGTH)),
    isTest: json.isTest,
    cause: json.cause,
    openedAt: json.openedAt,
    lastAt: json.lastAt,
    resolvedAt: json.resolvedAt,
    resolution: json.resolution,
    backfill: json.backfill,
  });
};

/** Without secrets, in whatever field; and a lone surrogate would reach SNS as no valid UTF-8. */
const wellFormed = (alert: MachineAlert): string =>
  JSON.stringify(alert, (_, value: unknown) =>
    typeof value === 'string' ? redact(value.toWellFormed()) : value,
  );
