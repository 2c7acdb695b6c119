import * as z from 'zod';
import { Action } from '../incidents/action.ts';
import { PersonName } from '../incidents/actor.ts';
import { Channel } from '../incidents/last-sent.ts';
import { Month } from '../incidents/month.ts';
import { FieldProblem } from '../intake/problem-details.ts';
import { Instant } from '../oncall/instant.ts';
import { Scope } from '../security/api-token.ts';
import { AttentionJson } from './attention-json.ts';
import { IncidentJson } from './incident-json.ts';
import { ApiMonitor, ApiNormalStatus } from './monitor-schemas.ts';

/*
 * The requests and responses of the API, for the OpenAPI document and for what is sent. Endpoints have no user or
 * query values, and texts no secrets, as everywhere.
 */

const at = Instant;

/** What was not as documented in a post that names its endpoint; one that names none has a `problem`. */
const fieldProblems = z.array(FieldProblem).min(1).optional();

export const ApiIncident = IncidentJson.extend(AttentionJson.shape);
export type ApiIncident = z.infer<typeof ApiIncident>;

export const ApiNotification = z.strictObject({
  id: z.ulid(),
  receivedAt: at,
  source: z.string(),
  incidentId: z.string().optional(),
  endpoint: z.string().optional(),
  code: z.int().optional(),
  message: z.string().optional(),
  fieldProblems,
  problem: z.string().optional(),
  mentionedUrl: z.string().optional(),
  raw: z.string().optional(),
});
export type ApiNotification = z.infer<typeof ApiNotification>;

export const ApiEntry = z.strictObject({
  at,
  kind: z.string(),
  actor: z.string().optional(),
  reason: z.string().optional(),
  until: at.optional(),
  level: z.int().min(1).optional(),
  channels: z.array(Channel).optional(),
  /** The people it was meant for, beside fixed subscribers. */
  people: z.array(z.string()).optional(),
  messageId: z.string().optional(),
});
export type ApiEntry = z.infer<typeof ApiEntry>;

export const ApiSource = z.strictObject({ name: z.string(), count: z.int().min(0), lastAt: at.optional() });

export const ApiSilence = z.strictObject({
  actor: z.string(),
  reason: z.string(),
  at,
  until: at,
  untilWorse: z.boolean(),
});

const share = z.number().min(0).max(1).optional();

/** A day of an endpoint (UTC). `deliveryRate` only if the merchant reports its deliveries. */
export const ApiDay = z.strictObject({
  day: z.iso.date(),
  availability: share,
  responseMs: z.int().min(0).optional(),
  failures: z.int().min(0),
  delivered: z.int().min(0).optional(),
  deliveryRate: share,
});
export type ApiDay = z.infer<typeof ApiDay>;

export const ApiEndpoint = z.strictObject({
  endpointKey: z.string(),
  name: z.string(),
  endpoint: z.string().optional(),
  silence: ApiSilence.optional(),
  monitor: ApiMonitor.optional(),
  days: z.array(ApiDay),
  incidents: z.array(ApiIncident),
  next: z.string().optional(),
});

/** An endpoint that is probed. Availability is the share of the known time in which it answered. */
export const ApiMonitorSummary = z.strictObject({
  endpointKey: z.string(),
  name: z.string(),
  endpoint: z.string().optional(),
  isAnswering: z.boolean().optional(),
  lastProbeAt: at.optional(),
  certificateEndsAt: at.optional(),
  notProbedSince: at.optional(),
  normalStatus: ApiNormalStatus.optional(),
  availability: z.strictObject({ day: share, week: share, quarter: share }),
});
export type ApiMonitorSummary = z.infer<typeof ApiMonitorSummary>;

const accepted = z.strictObject({ messageId: z.string(), at, level: z.int().min(1) });

/** The progress of a test alert, and what SNS accepted by channel. */
export const ApiTestAlert = z.strictObject({
  id: z.ulid(),
  keptAt: at,
  incidentId: z.string().optional(),
  lastSent: z.strictObject({ email: accepted.optional(), sms: accepted.optional() }),
});
export const TestAlertRequest = z.strictObject({ actor: PersonName });

const Durations = z.strictObject({
  incidents: z.int().min(0),
  mean: z.number().min(0).optional(),
  median: z.number().min(0).optional(),
});

/** What some incidents came to. Minutes; `toRecover` without those that nobody saw work again. */
export const ApiStatistics = z.strictObject({
  incidents: z.int().min(0),
  lostAtLeast: z.int().min(0),
  minutesDown: z.int().min(0),
  toAcknowledge: Durations,
  toRecover: Durations,
});
export type ApiStatistics = z.infer<typeof ApiStatistics>;

export const ApiMonthStatistics = ApiStatistics.extend({ month: Month });
export type ApiMonthStatistics = z.infer<typeof ApiMonthStatistics>;

/** `isWhole` is false where the months hold more than is read at once: then it is all at least so much. */
export const ApiPeriodStatistics = z.strictObject({
  isWhole: z.boolean(),
  total: ApiStatistics,
  months: z.array(ApiMonthStatistics),
});
export type ApiPeriodStatistics = z.infer<typeof ApiPeriodStatistics>;

/** An action on an incident, and who does it. For a program, the token's name comes before what it calls itself. */
export const ActionRequest = z.intersection(z.object({ actor: PersonName }), Action);

/** An API token as it can be seen: never its secret. */
export const ApiTokenShape = z.strictObject({
  id: z.string(),
  name: z.string(),
  scope: Scope,
  /** Of a calendar: whose turns it shows; everybody's without it. */
  person: z.string().optional(),
  createdBy: z.string(),
  createdAt: at,
  until: at,
  lastUsedAt: at.optional(),
  endedAt: at.optional(),
  endedBy: z.string().optional(),
});
export type ApiTokenShape = z.infer<typeof ApiTokenShape>;

const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional(),
    total: z.int().min(0).optional(),
    atLeast: z.int().min(0).optional(),
  });

/**
 * Pages: `next` is the `after` of the next page; the last page has none. `total` is how many there are on all pages,
 * `atLeast` a lower bound; if counting would cost more than the page, neither is present.
 */
export const ApiIncidents = page(ApiIncident);
export const ApiNotifications = page(ApiNotification);
export const ApiTimeline = page(ApiEntry);
export const ApiSources = page(ApiSource);
export const ApiEndpoints = page(ApiMonitorSummary).extend({
  /** How many have waited longer than they should, beyond those that are probed per minute. */
  notProbed: z.strictObject({ count: z.int().min(0), isAtLeast: z.boolean() }).optional(),
});
export const ApiTokens = page(ApiTokenShape);

export const ApiActionResult = z.strictObject({
  outcome: z.enum(['done', 'already', 'over']),
  message: z.string(),
  incident: ApiIncident.optional(),
});

export const ApiProblem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
});
