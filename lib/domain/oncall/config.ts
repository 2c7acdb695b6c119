import * as z from 'zod';
import { Source } from '../security/source.ts';
import { AcknowledgementMinutes, DEFAULT_ACKNOWLEDGEMENT_MINUTES } from './acknowledgement.ts';
import { email, isEachOnce, phone } from './contact.ts';
import { Cover } from './cover.ts';
import { Family } from './family.ts';
import { HeartbeatSetting } from './heartbeat.ts';
import { Integrations } from './integrations.ts';
import { LevelDuty } from './level-duty.ts';
import { Levels } from './levels.ts';
import { Language, People, PersonKey, RuntimePerson } from './people.ts';
import { Protocol } from './protocol.ts';
import { DEFAULT_SELF_TEST_TIME, SelfTestTime } from './self-test-time.ts';
import { SenderId } from './sender-id.ts';
import { Severity } from './severity.ts';
import { teamProblems } from './team-problems.ts';
import { ClockEnd, Every, isEndless, LocalTime, TimeOfDay, WeekTime, WeekTimeEnd } from './time-of-day.ts';
import { WeeklyReportTime } from './weekly-report-time.ts';

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

/** What functions read too. */
const shipped = z.strictObject({
  timeZone: timeZone.default('UTC').describe('The time zone in which times are shown and windows are read'),
  language: Language.default('en').describe('The language of emails; subjects and SMS are in English'),
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
  senderId: SenderId.optional().describe(
    'The name under which SMS come, where a country asks for a registered one',
  ),
  weeklyReport: WeeklyReportTime.default('monday 09:00').describe(
    'When people get the email about the last week, or off; weeks begin on that day',
  ),
  selfTest: SelfTestTime.default(DEFAULT_SELF_TEST_TIME).describe(
    'When the daily self-test is run, or off; people hear of it only if it fails',
  ),
  quietHours: QuietHours.optional().describe('When alerts that are not critical wait'),
  maintenance: z
    .array(Maintenance)
    .default([])
    .describe(
      'Planned work during which nobody is alerted, once or recurring; when it ends, one email says what still fails',
    ),
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

/* A function, called for whoever needs it: bundles have no use for the schemas of contacts, and would run all of them. */
const written = () => {
  const AlarmContact = z.union([z.strictObject({ email }), z.strictObject({ sms: phone })], {
    error: 'expected one of email or sms (+ and digits)',
  });
  return shipped
    .extend({
      people: People.default({}).describe('People who take turns, or are always on duty at a level'),
      levels: Levels.describe('Who is alerted at once, and who if nobody acknowledges'),
      integrations: Integrations,
      heartbeat: HeartbeatSetting.optional().describe(
        'A service outside that the sweep tells each minute that its work is done, and that says so when it hears nothing',
      ),
      alarms: z
        .array(AlarmContact)
        .refine(isEachOnce, { error: 'expected each address once' })
        .default([])
        .describe('Who hears about trouble in this stack itself'),
    })
    .check(({ value, issues }) => {
      for (const problem of teamProblems(value)) issues.push({ code: 'custom', input: value, ...problem });
    });
};

/** `oncall.yml`: who is alerted when, and how things are called. */
export const OncallConfig = /* @__PURE__ */ written();
export type OncallConfig = z.infer<typeof OncallConfig>;

/**
 * The part that functions need: no contact is ever shipped with code; of the levels, their times, who is on duty, the
 * filtered sources, and whether any machine subscribes: where none does, nothing is published for machines alone. `covers`
 * come from the table `control`, and are read by each run.
 */
export const RuntimeOncallConfig = shipped.extend({
  escalationMinutes: z.array(z.int().min(1)).default([]),
  people: z.record(PersonKey, RuntimePerson).default({}),
  duties: z.array(LevelDuty).default([]),
  /** The levels that have fixed subscribers by SMS: whoever else is alerted there sleeps on. */
  smsLevels: z.array(z.int().min(1)).default([]),
  filteredSources: z.array(Source).default([]),
  hasMachines: z.boolean().default(false),
  covers: z.array(Cover).default([]),
  /** How each subscription is reached, and whom its filter names; no contact. */
  subscribed: z.array(z.strictObject({ protocol: Protocol, recipients: z.array(z.string()) })).default([]),
});
export type RuntimeOncallConfig = z.infer<typeof RuntimeOncallConfig>;
