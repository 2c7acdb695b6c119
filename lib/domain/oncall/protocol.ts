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

/** Who is reached by each protocol, and in which form. */
export const PROTOCOLS: Record<Protocol, { audience: Audience; form: Form }> = {
  email: { audience: 'people', form: 'email' },
  sms: { audience: 'woken', form: 'sms' },
  https: { audience: 'machines', form: 'chat' },
  sqs: { audience: 'machines', form: 'machine' },
  lambda: { audience: 'machines', form: 'machine' },
};
