import * as z from 'zod';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import type { DeadLetter } from './dead-letters.ts';

/** What SNS puts into a subscription's dead-letter queue. https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html */
const Envelope = JsonText.pipe(
  z.object({ Timestamp: z.string(), Subject: z.string().optional(), Message: z.string() }),
);

const FIRST_LINE = /^[^\n]{0,160}/;

/** One line about an alert that SNS accepted and could not deliver: when, what, and why not. */
export const lineOf = ({ text, attributes = {} }: DeadLetter): string => {
  const { data } = Envelope.safeParse(text);
  const what = data ? `${data.Timestamp} ${data.Subject ?? firstLine(data.Message)}` : firstLine(text);
  const why = [attributes['ErrorCode'], attributes['ErrorMessage']].filter((part) => part).join(' ');
  return `  ${what}${why ? ` (${why})` : ''}`;
};

const firstLine = (text: string): string => FIRST_LINE.exec(text)?.[0] ?? '';
