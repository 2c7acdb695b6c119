import * as z from 'zod';
import { seeForYourself, stepsFor } from '../domain/diagnosis/runbook.ts';
import { classifyEndpoint, familyName } from '../domain/endpoints/classification.ts';
import { redactUrl } from '../domain/endpoints/redact-url.ts';
import { peopleOnDuty } from '../domain/oncall/duty.ts';
import type { Audience } from '../domain/oncall/protocol.ts';
import { levelRecipient, personRecipient } from '../domain/oncall/recipient.ts';
import { ASSUMED_TIMEOUT_MS, type EarlyWarning } from '../domain/probing/early-warning.ts';
import { clean } from '../domain/security/plain-text.ts';
import { everySource } from './formats/attributes.ts';
import { chatOfWarnings } from './formats/chat.ts';
import { fitted } from './formats/subject.ts';
import { arabicSteps } from './language/arabic.ts';
import { counted, DAYS, HOURS, LESS_THAN_AN_HOUR } from './language/counted.ts';
import { FAMILIES } from './language/phrases/names.ts';
import { WARNINGS } from './language/phrases/other-mails.ts';
import { inDirection, type Language, say } from './language/say.ts';
import { dayAndClockIn, zoneIn } from './language/times.ts';
import { type Context, inEnglish, type Message } from './sections/message.ts';
import { addressOf, plural } from './sections/phrases.ts';
import { numbered, paragraphs } from './text/layout.ts';
import { ascii } from './text/plain-text.ts';

/** One endpoint and its coming trouble. */
export type Warned = { endpointKey: string; endpoint: string; warnings: readonly EarlyWarning[] };

/** The machine format of warnings, which belong to no incident. */
export const MachineWarning = z.object({
  version: z.literal(1),
  kind: z.literal('warning'),
  warnings: z.array(
    z.object({
      endpointKey: z.string(),
      endpoint: z.string(),
      name: z.string(),
      kind: z.enum(['certificate', 'slow']),
      endsAt: z.iso.datetime().optional(),
      /** Whole days that are left, and whole hours. */
      days: z.int().optional(),
      hours: z.int().optional(),
      /** The certificate of the chain that ends, where it is not the endpoint's own. */
      endsWith: z.string().optional(),
      ms: z.int().optional(),
      assumedTimeoutMs: z.int().optional(),
    }),
  ),
});
export type MachineWarning = z.infer<typeof MachineWarning>;

/** Those who are on duty at the first level, and its fixed subscribers. */
const levelOne = (audiences: readonly Audience[], { oncall, now }: Context): string[] =>
  audiences.flatMap((audience) => [
    levelRecipient(audience, 1),
    ...(audience === 'machines'
      ? []
      : peopleOnDuty(oncall, 1, now).map((person) => personRecipient(audience, person))),
  ]);

/** One email about all coming trouble. Nobody is woken by it. */
export const renderWarnings = (warned: readonly [Warned, ...Warned[]], context: Context): Message => {
  const { oncall } = context;
  const described = warned.map((one) => ({ ...one, ...classifyEndpoint(one, oncall) }));
  const count = warned.reduce((sum, { warnings }) => sum + warnings.length, 0);
  const [first] = warned;
  const head =
    count === 1 ? `WARNING ${shortOf(first)}` : `WARNING ${plural(count, 'webhook problem')} ahead`;
  const subject = fitted([ascii(head)], new URL(first.endpoint).host, first.endpointKey);
  return {
    audience: ['people', 'machines'],
    subject,
    chat: chatOfWarnings(
      subject,
      described.flatMap(({ endpointKey, endpoint, name, warnings }) =>
        warnings.map(
          (warning) =>
            `${name}, ${addressOf({ endpointKey, endpoint }) ?? ''}: ${sentenceOf(warning, inEnglish(context))}`,
        ),
      ),
    ),
    email: inDirection(
      oncall.language,
      paragraphs(
        [say(oncall.language, WARNINGS.headline, {})],
        ...warned.flatMap((one) => one.warnings.map((warning) => partOf(one, warning, context))),
        [say(oncall.language, WARNINGS.next, {})],
      ),
    ),
    machine: JSON.stringify({
      version: 1,
      kind: 'warning',
      warnings: described.flatMap(({ endpointKey, endpoint, name, warnings }) =>
        warnings.map(({ key: _, ...warning }) => ({
          endpointKey,
          endpoint: redactUrl(endpoint),
          name,
          ...warning,
          ...(warning.kind === 'certificate' && { days: Math.floor(warning.hours / 24) }),
          ...(warning.kind === 'slow' && { assumedTimeoutMs: ASSUMED_TIMEOUT_MS }),
        })),
      ),
    } satisfies MachineWarning),
    attributes: {
      kind: 'warning',
      severity: 'warning', // whoever takes only critical alerts has asked not to get it
      family: [...new Set(described.map(({ family }) => family))],
      recipient: levelOne(['people', 'machines'], context),
      ...everySource(oncall), // it is about an endpoint, and no source has posted it
    },
  };
};

const shortOf = ({ warnings: [warning] }: Warned): string =>
  warning?.kind === 'certificate'
    ? `TLS certificate ends in ${timeLeft(warning.hours)}`
    : 'webhook answers slowly';

/** One endpoint, what is ahead, and what to do about it. */
const partOf = (one: Warned, warning: EarlyWarning, context: Context): string[] => {
  const { oncall } = context;
  const { endpoint } = one;
  const { name, family } = classifyEndpoint(one, oncall);
  const steps =
    warning.kind === 'certificate'
      ? stepsFor('tls-expired', endpoint)
      : [...stepsFor('timeout', endpoint).slice(1), seeForYourself(endpoint)];
  const shown = clean(name) === familyName(family) ? FAMILIES[family][oncall.language] : clean(name);
  return [
    say(oncall.language, WARNINGS.about, { name: shown }),
    addressOf(one) ?? '',
    sentenceOf(warning, context),
    ...numbered(oncall.language === 'ar' ? arabicSteps(steps) : steps),
  ];
};

/** Below three days, hours are shown. */
const timeLeft = (hours: number): string => {
  if (hours < 1) return 'less than an hour';
  return hours < 72 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
};

const timeLeftIn = (language: Language, hours: number): string => {
  if (language !== 'ar') return timeLeft(hours);
  if (hours < 1) return LESS_THAN_AN_HOUR;
  return hours < 72 ? counted(hours, HOURS) : counted(Math.floor(hours / 24), DAYS);
};

const sentenceOf = (warning: EarlyWarning, context: Context): string => {
  const { language } = context.oncall;
  if (warning.kind === 'slow')
    return say(language, WARNINGS.slow, { ms: warning.ms, seconds: ASSUMED_TIMEOUT_MS / 1000 });
  const end = {
    left: timeLeftIn(language, warning.hours),
    at: dayAndClockIn(context, Date.parse(warning.endsAt)),
    zone: zoneIn(context.oncall),
  };
  return warning.endsWith === undefined
    ? say(language, WARNINGS.certificate, end)
    : say(language, WARNINGS.chain, { ...end, subject: clean(warning.endsWith) });
};
