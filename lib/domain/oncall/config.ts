import * as z from 'zod';
import { Source } from '../security/source.ts';
import { AcknowledgementMinutes, DEFAULT_ACKNOWLEDGEMENT_MINUTES } from './acknowledgement.ts';
import { integrationsWith } from './integrations.ts';
import type { Protocol } from './protocol.ts';
import { ClockEnd, Every, isEndless, LocalTime, TimeOfDay, WeekTime, WeekTimeEnd } from './time-of-day.ts';

export const Family = z.enum(['orders', 'products', 'loyalty', 'customers', 'installs', 'other']);
export type Family = z.infer<typeof Family>;

export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

const timeZone = z.string().refine(
  (name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false; // Intl reports an unknown zone only by throwing
    }
  },
  { error: 'expected an IANA time zone, such as Asia/Riyadh' },
);

const filters = {
  severities: z.array(Severity).min(1).optional(),
  families: z.array(Family).min(1).optional(),
  sources: z.array(Source).min(1).optional(),
};

/** A literal contact, or one that the deploy looks up: `${env:NAME}` or `${ssm:/path}`. */
const contact = <T extends z.ZodType<string>>(inTheClear: T) =>
  z.union([z.string().regex(/^\$\{(?:env|ssm):[^{}]+\}$/), inTheClear]);

const phone = z
  .string({ error: 'expected a phone number in quotes, such as "+966500000000": YAML reads it as a number' })
  .regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number, such as +966500000000');

/** Where each protocol reaches somebody. */
const SUBSCRIBERS = {
  email: z.strictObject({ email: contact(z.email()), ...filters }),
  sms: z.strictObject({ sms: contact(phone), ...filters }),
  https: z.strictObject({ https: contact(z.url({ protocol: /^https$/ })), ...filters }),
  sqs: z.strictObject({ sqs: contact(z.string().startsWith('arn:')), ...filters }),
  lambda: z.strictObject({ lambda: contact(z.string().startsWith('arn:')), ...filters }),
} satisfies Record<Protocol, z.ZodType>;

/** Who gets an alert, by exactly one protocol, with filters that narrow it. */
export const Subscriber = z.union(Object.values(SUBSCRIBERS), {
  error:
    'expected one of email, sms (+ and digits), https, sqs or lambda (ARN), with no other fields than severities, families, sources',
});
export type Subscriber = z.infer<typeof Subscriber>;

/**
 * SNS allows at most this many combinations of a filter's values.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
const FILTER_COMBINATIONS = 150;

const combinationsOf = ({ severities, families, sources }: Subscriber): number =>
  (severities?.length ?? 1) * (families?.length ?? 1) * (sources?.length ?? 1);

/** Protocol and address: SNS allows each only once per topic. */
const addressOf = (contact: object): string => JSON.stringify(Object.entries(contact)[0]);

const isEachOnce = (contacts: readonly object[]): boolean =>
  new Set(contacts.map(addressOf)).size === contacts.length;

const Subscribers = z
  .array(
    Subscriber.refine((subscriber) => combinationsOf(subscriber) <= FILTER_COMBINATIONS, {
      error: `expected at most ${FILTER_COMBINATIONS} combinations of severities, families and sources`,
    }),
  )
  .min(1)
  .refine(isEachOnce, { error: 'expected each address once: SNS accepts no second subscription for it' });

/** Who hears about trouble in this stack itself. */
const AlarmContact = z.union(
  [z.strictObject({ email: contact(z.email()) }), z.strictObject({ sms: contact(phone) })],
  {
    error: 'expected one of email or sms (+ and digits)',
  },
);

/**
 * Which endpoints a rule means: with a query exactly that one; without, all of the same scheme, host and port whose
 * path begins with this one. Anything that is not part of an endpoint is refused.
 */
const EndpointRule = z.url({ protocol: /^https?$/ }).refine(
  (text) => {
    if (!URL.canParse(text)) return true; // reported by the other rule
    const { username, password } = new URL(text);
    return username === '' && password === '' && !text.includes('#');
  },
  { error: 'expected neither a user nor a fragment (#…): they are not part of an endpoint' },
);

/** What a team configures about one endpoint, or about all below a path. */
export const NamedEndpoint = z.strictObject({
  url: EndpointRule,
  name: z.string().min(1).max(60).optional(),
  family: Family.optional(),
  severity: Severity.optional(),
  /** What it answers to our GET, even if that is an error. This has it monitored, exactly at this url. */
  expectedStatus: z.int().min(100).max(599).optional(),
});
export type NamedEndpoint = z.infer<typeof NamedEndpoint>;

const severities = z
  .array(z.enum(['warning', 'info'], { error: 'expected warning or info: critical alerts never wait' }))
  .min(1)
  .default(['warning', 'info']);

/** Quiet hours: when alerts that are not critical wait. */
const QuietHours = z.union(
  [
    z
      .strictObject({ every: Every.optional(), from: TimeOfDay, to: ClockEnd, severities })
      .refine((window) => !isEndless(window), {
        error: 'expected an end: whole days need every, with some days of the week, such as friday',
        path: ['to'],
      }),
    z.strictObject({ from: WeekTime, to: WeekTimeEnd, severities }).refine(({ from, to }) => from !== to, {
      error: 'expected an end that differs from the beginning',
      path: ['to'],
    }),
  ],
  {
    error:
      'expected from and to: times of day (23:00), with every for some days of the week; or times of the week (friday 18:00)',
  },
);

/** Planned work during which nobody is alerted: for `urls`, for `families`, or for everything. */
const maintained = {
  reason: z.string().min(1).max(200),
  urls: z.array(EndpointRule).min(1).optional(),
  families: z.array(Family).min(1).optional(),
};
export const Maintenance = z.union(
  [
    z
      .strictObject({ from: LocalTime, to: LocalTime, ...maintained })
      .refine(({ from, to }) => from < to, { error: 'expected an end after the beginning', path: ['to'] }),
    z
      .strictObject({ every: Every, from: TimeOfDay, to: ClockEnd, ...maintained })
      .refine((window) => !isEndless(window), {
        error: 'expected an end: whole days on every day never end',
        path: ['to'],
      }),
    z.strictObject({ from: WeekTime, to: WeekTimeEnd, ...maintained }).refine(({ from, to }) => from !== to, {
      error: 'expected an end that differs from the beginning',
      path: ['to'],
    }),
  ],
  {
    error:
      'expected reason, from and to: local times (2026-12-01T02:00), times of day (02:00) and every, or times of the week (friday 18:00); urls or families beside them',
  },
);
export type Maintenance = z.infer<typeof Maintenance>;

/** Who is alerted when: the first level at once, each of the others if nobody acknowledges in the given time. */
const Levels = z
  .array(z.strictObject({ afterMinutes: z.int().min(1).max(1440).optional(), subscribers: Subscribers }))
  .min(1)
  .max(5)
  .check(({ value, issues }) => {
    value.forEach(({ afterMinutes }, index) => {
      const before = index === 0 ? 0 : (value[index - 1]?.afterMinutes ?? 0);
      const message =
        index === 0
          ? afterMinutes !== undefined && 'expected none: the first level is alerted at once'
          : afterMinutes === undefined
            ? 'expected afterMinutes: how many minutes after the first alert'
            : afterMinutes <= before && `expected more than the ${before} of the level before`;
      if (message) issues.push({ code: 'custom', message, input: value, path: [index, 'afterMinutes'] });
    });
    const all = value.flatMap(({ subscribers }) => subscribers);
    if (value.every(({ subscribers }) => isEachOnce(subscribers)) && !isEachOnce(all))
      issues.push({
        code: 'custom',
        message: 'expected each address in one level only: lower levels get what higher levels get too',
        input: value,
        path: [],
      });
  });

/** `oncall.yml`: who is alerted when, and how things are called. */
export const OncallConfig = z.strictObject({
  timeZone: timeZone.default('UTC').describe('The time zone in which times are shown and windows are read'),
  language: z
    .enum(['en', 'ar'])
    .default('en')
    .describe('The language of emails; subjects and SMS are in English'),
  reminderMinutes: z
    .int()
    .min(5)
    .optional()
    .describe('Minutes from the last message to a reminder; unset: an hour, doubling up to a day'),
  acknowledgementMinutes: AcknowledgementMinutes.default(DEFAULT_ACKNOWLEDGEMENT_MINUTES).describe(
    'Minutes for which an acknowledgement stops reminders and escalation',
  ),
  maxOpenIncidentsPerSource: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe('Beyond this number of open incidents, a source groups its other endpoints into one'),
  smsLinks: z
    .boolean({ error: 'expected true or false' })
    .default(false)
    .describe(
      'Whether an SMS carries the link to acknowledge it, which makes it two segments long; only where carriers deliver links',
    ),
  levels: Levels.describe('Who is alerted at once, and who if nobody acknowledges'),
  integrations: integrationsWith(filters),
  quietHours: QuietHours.optional().describe('When alerts that are not critical wait'),
  maintenance: z
    .array(Maintenance)
    .default([])
    .describe(
      'Planned work during which nobody is alerted, once or recurring; when it ends, one email says what still fails',
    ),
  alarms: z
    .array(AlarmContact)
    .refine(isEachOnce, { error: 'expected each address once' })
    .default([])
    .describe('Who hears about trouble in this stack itself'),
  endpoints: z
    .array(NamedEndpoint)
    .default([])
    .describe(
      'Names, families and severities of endpoints. A url without a query means everything below its path, one with a query exactly that endpoint',
    ),
  sources: z
    .record(Source, z.strictObject({ version: z.int().min(1).default(1) }))
    .default({})
    .describe('Raise the version of a source to revoke its webhook URL'),
});
export type OncallConfig = z.infer<typeof OncallConfig>;

/** The part that functions need: no contact is ever shipped with code; of the levels, their times and the filtered sources. */
export const RuntimeOncallConfig = OncallConfig.omit({
  levels: true,
  alarms: true,
  integrations: true,
}).extend({
  escalationMinutes: z.array(z.int().min(1)).default([]),
  filteredSources: z.array(Source).default([]),
});
export type RuntimeOncallConfig = z.infer<typeof RuntimeOncallConfig>;
