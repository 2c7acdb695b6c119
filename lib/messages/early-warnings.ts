import * as z from 'zod';
import { seeForYourself, stepsFor } from '../domain/diagnosis/runbook.ts';
import { describeEndpoint } from '../domain/endpoints/classification.ts';
import { shownEndpoint } from '../domain/endpoints/redact-url.ts';
import { ASSUMED_TIMEOUT_MS, type Warning } from '../domain/probing/early-warning.ts';
import { clean } from '../domain/security/plain-text.ts';
import { chatOfWarnings } from './formats/chat.ts';
import { fitted } from './formats/subject.ts';
import type { Context, Message } from './sections/message.ts';
import { addressOf, plural } from './sections/phrases.ts';
import { numbered, paragraphs, row } from './text/layout.ts';
import { ascii } from './text/plain-text.ts';
import { localTime } from './text/time.ts';

/** One endpoint and what will be trouble there. */
export type Warned = { endpointKey: string; endpoint: string; warnings: readonly Warning[] };

/** The form for machines of warnings; they are of no incident. */
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

/** One email about all that will be trouble. Nobody is woken by it. */
export const renderWarnings = (warned: readonly [Warned, ...Warned[]], context: Context): Message => {
  const { oncall } = context;
  const described = warned.map((one) => ({ ...one, ...describeEndpoint(one, oncall) }));
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
            `${name}, ${addressOf({ endpointKey, endpoint }) ?? ''}: ${sentenceOf(warning, context)}`,
        ),
      ),
    ),
    email: paragraphs(
      [`WARNING: no event is lost yet, and nobody was woken.`],
      ...described.flatMap(({ endpointKey, endpoint, name, warnings }) =>
        warnings.map((warning) => [
          ...row('Endpoint', `${clean(name)}, ${addressOf({ endpointKey, endpoint }) ?? ''}`),
          ...row('Ahead', sentenceOf(warning, context)),
          ...numbered(
            warning.kind === 'certificate'
              ? stepsFor('tls-expired', endpoint)
              : [...stepsFor('timeout', endpoint).slice(1), seeForYourself(endpoint)],
          ),
        ]),
      ),
      row(
        'Next',
        'Each of these is told once; a certificate up to three times, closer to its end each time.',
      ),
    ),
    machine: JSON.stringify({
      version: 1,
      kind: 'warning',
      warnings: described.flatMap(({ endpointKey, endpoint, name, warnings }) =>
        warnings.map(({ key: _, ...warning }) => ({
          endpointKey,
          endpoint: shownEndpoint(endpoint),
          name,
          ...warning,
          ...(warning.kind === 'certificate' && { days: Math.floor(warning.hours / 24) }),
          ...(warning.kind === 'slow' && { assumedTimeoutMs: ASSUMED_TIMEOUT_MS }),
        })),
      ),
    } satisfies MachineWarning),
    attributes: {
      kind: 'warning',
      severity: 'warning',
      family: [...new Set(described.map(({ family }) => family))],
      level: '1',
      audience: ['people', 'machines'],
    },
  };
};

const shortOf = ({ warnings: [warning] }: Warned): string =>
  warning?.kind === 'certificate'
    ? `TLS certificate ends in ${timeLeft(warning.hours)}`
    : 'webhook answers slowly';

/** Below three days each hour counts. */
const timeLeft = (hours: number): string => {
  if (hours < 1) return 'less than an hour';
  return hours < 72 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
};

const sentenceOf = (warning: Warning, { oncall }: Context): string => {
  if (warning.kind === 'slow')
    return `It takes ${warning.ms} ms and more to answer. How long Flavours waits is not documented; we assume ${ASSUMED_TIMEOUT_MS / 1000} s, and more than half of that is gone.`;
  const end = `${timeLeft(warning.hours)}, on ${localTime(Date.parse(warning.endsAt), oncall.timeZone)}`;
  return warning.endsWith === undefined
    ? `Its TLS certificate ends in ${end}. From then on every event is lost.`
    : `A certificate that its server sends along ends in ${end}, before its own: "${clean(warning.endsWith)}". From then on every event may be lost. Renew the certificate and install the chain that comes with it.`;
};
