import * as z from 'zod';

/** How SNS reaches a subscriber. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const Protocol = z.enum(['email', 'sms', 'https', 'sqs', 'lambda']);
export type Protocol = z.infer<typeof Protocol>;

/**
 * Who is meant by a message: people who read it when they can, people who are to be woken, machines. A message names its
 * audiences, a subscriber belongs to one. Both together would need two attributes, and a filter of SNS has room for one.
 */
export const Audience = z.enum(['people', 'woken', 'machines']);
export type Audience = z.infer<typeof Audience>;

/** The forms in which a message is written. */
export const Form = z.enum(['email', 'sms', 'chat', 'machine']);
export type Form = z.infer<typeof Form>;

/** What SNS sends by a protocol of which a message has no text of its own. */
export const FALLBACK_KEY = 'default';

/**
 * Who is reached by each protocol, in which form, and under which keys of a message SNS looks for its text.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 */
export const PROTOCOLS: Record<
  Protocol,
  { audience: Audience; form: Form; keys: readonly [string, ...string[]] }
> = {
  email: { audience: 'people', form: 'email', keys: ['email'] },
  sms: { audience: 'woken', form: 'sms', keys: ['sms'] },
  https: { audience: 'machines', form: 'chat', keys: ['https'] },
  // One text for both: it is the longest, and a message holds 256 KB.
  sqs: { audience: 'machines', form: 'machine', keys: [FALLBACK_KEY] },
  lambda: { audience: 'machines', form: 'machine', keys: [FALLBACK_KEY] },
};
