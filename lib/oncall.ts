import * as z from 'zod';
import { Source } from './notification.ts';

export const Family = z.enum(['orders', 'products', 'loyalty', 'customers', 'installs', 'other']);
export type Family = z.infer<typeof Family>;

export const Severity = z.enum(['critical', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

const timeZone = z.string().refine(
  (name) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
    } catch {
      return false; // Intl says "unknown zone" only by throwing
    }
  },
  { error: 'expected an IANA time zone, such as Asia/Riyadh' },
);

const filters = {
  severities: z.array(Severity).min(1).optional(),
  families: z.array(Family).min(1).optional(),
  sources: z.array(Source).min(1).optional(),
};

/** A contact in the clear, or one that the deploy looks up: `${env:NAME}` or `${ssm:/path}`. */
const contact = <T extends z.ZodType<string>>(inTheClear: T) =>
  z.union([z.string().regex(/^\$\{(?:env|ssm):[^{}]+\}$/), inTheClear]);

const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number, such as +966500000000');

/** Who gets an alert, by exactly one protocol, with filters that narrow it. */
export const Subscriber = z.union(
  [
    z.strictObject({ email: contact(z.email()), ...filters }),
    z.strictObject({ sms: contact(phone), ...filters }),
    z.strictObject({ https: contact(z.url({ protocol: /^https$/ })), ...filters }),
    z.strictObject({ sqs: contact(z.string().startsWith('arn:')), ...filters }),
    z.strictObject({ lambda: contact(z.string().startsWith('arn:')), ...filters }),
  ],
  {
    error:
      'expected one of email, sms (+ and digits), https, sqs or lambda (ARN), and only severities, families, sources beside it',
  },
);
export type Subscriber = z.infer<typeof Subscriber>;

/** SNS takes at most so many combinations of a filter's values. https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const FILTER_COMBINATIONS = 150;

const combinationsOf = ({ severities, families, sources }: Subscriber): number =>
  (severities?.length ?? 1) * (families?.length ?? 1) * (sources?.length ?? 1);

/** Protocol and address: SNS knows each only once a topic. */
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
  .refine(isEachOnce, { error: 'expected each address once: SNS takes no second subscription of it' });

/** Who hears of trouble in this stack itself. */
const AlarmContact = z.union(
  [z.strictObject({ email: contact(z.email()) }), z.strictObject({ sms: contact(phone) })],
  {
    error: 'expected one of email or sms (+ and digits)',
  },
);

/** What a team says of one endpoint; `url` matches scheme, host and port exactly and the path as a prefix. */
export const NamedEndpoint = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  name: z.string().min(1).max(60).optional(),
  family: Family.optional(),
  severity: Severity.optional(),
  /** What it answers to HEAD, or to GET; whoever says so has it watched. The url is then exactly the endpoint's. */
  expectedStatus: z.int().min(200).max(599).optional(),
});
export type NamedEndpoint = z.infer<typeof NamedEndpoint>;

/** `oncall.yml`: who is told, and how things are called. */
export const Oncall = z.strictObject({
  timeZone: timeZone.default('UTC'),
  reminderMinutes: z.int().min(5).default(60),
  levels: z
    .array(z.strictObject({ subscribers: Subscribers }))
    .min(1)
    .max(1, 'expected one level: more come with escalation'),
  alarms: z.array(AlarmContact).refine(isEachOnce, { error: 'expected each address once' }).default([]),
  endpoints: z.array(NamedEndpoint).default([]),
  sources: z.record(Source, z.strictObject({ version: z.int().min(1).default(1) })).default({}),
});
export type Oncall = z.infer<typeof Oncall>;

/** What the functions need of it: no contact is ever shipped with code. */
export const OncallAtRuntime = Oncall.omit({ levels: true, alarms: true });
export type OncallAtRuntime = z.infer<typeof OncallAtRuntime>;
