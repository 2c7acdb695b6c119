import * as z from 'zod';
import { Source } from '../security/source.ts';
import { contact, email, isEachOnce, phone } from './contact.ts';
import { Family } from './family.ts';
import type { Protocol } from './protocol.ts';
import { Severity } from './severity.ts';

/** What narrows what somebody gets. */
export const filters = {
  severities: z.array(Severity).min(1).optional(),
  families: z.array(Family).min(1).optional(),
  sources: z.array(Source).min(1).optional(),
};

/** Where each protocol reaches somebody. */
const SUBSCRIBERS = {
  email: z.strictObject({ email, ...filters }),
  sms: z.strictObject({ sms: phone, ...filters }),
  https: z.strictObject({ https: contact(z.url({ protocol: /^https$/ })), ...filters }),
  sqs: z.strictObject({ sqs: contact(z.string().startsWith('arn:')), ...filters }),
  lambda: z.strictObject({ lambda: contact(z.string().startsWith('arn:')), ...filters }),
} satisfies Record<Protocol, z.ZodType>;

/** The same, for whoever has written something else. */
const EXPECTED: Record<Protocol, string> = {
  email: 'email',
  sms: 'sms (+ and digits)',
  https: 'https',
  sqs: 'sqs (ARN)',
  lambda: 'lambda (ARN)',
};

/** Who gets an alert, by exactly one protocol, with filters that narrow it. */
export const Subscriber = z.union(Object.values(SUBSCRIBERS), {
  error: `expected one of ${Object.values(EXPECTED).join(', ')}; no other fields than ${Object.keys(filters).join(', ')}`,
});
export type Subscriber = z.infer<typeof Subscriber>;

/**
 * SNS allows at most this many combinations of a filter's values.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
const FILTER_COMBINATIONS = 150;

const combinationsOf = ({ severities, families, sources }: Subscriber): number =>
  (severities?.length ?? 1) * (families?.length ?? 1) * (sources?.length ?? 1);

/** The fixed subscribers of a level: they are alerted whoever is on duty. */
export const Subscribers = z
  .array(
    Subscriber.refine((subscriber) => combinationsOf(subscriber) <= FILTER_COMBINATIONS, {
      error: `expected at most ${FILTER_COMBINATIONS} combinations of severities, families and sources`,
    }),
  )
  .min(1)
  .refine(isEachOnce, { error: 'expected each address once: SNS accepts no second subscription for it' });
