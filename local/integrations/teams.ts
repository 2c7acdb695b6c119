import * as z from 'zod';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import { isJson, jsonAnswer, type Rules, textAnswer } from './stand-in.ts';

/*
 * What a webhook of Teams' Workflows refuses: anything but Adaptive Cards in their envelope, by the schema of
 * https://adaptivecards.io/explorer/, and more than 28 KB as Teams writes it anew. The real one answers 202 before it has
 * posted, and the run of the flow fails: here it is refused at once.
 */
const LIMIT_BYTES = 28 * 1024;
/** 24,453 bytes became 28,897 (MicrosoftDocs/msteams-docs#11274). */
const GROWTH = 1.2;
const EACH_MS = 250;

const TextBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string().min(1),
  wrap: z.literal(true, 'a phone cuts what does not wrap'),
  weight: z.enum(['lighter', 'default', 'bolder']).optional(),
  size: z.enum(['small', 'default', 'medium', 'large', 'extraLarge']).optional(),
  color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
  fontType: z.enum(['default', 'monospace']).optional(),
  spacing: z.enum(['none', 'small', 'default', 'medium', 'large']).optional(),
});

const Card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.enum(['1.0', '1.1', '1.2', '1.3', '1.4']),
  body: z.array(TextBlock).min(1),
  actions: z
    .array(
      z.strictObject({
        type: z.literal('Action.OpenUrl'),
        title: z.string().min(1),
        url: z.url({ protocol: /^https?$/ }),
      }),
    )
    .max(6)
    .optional(),
  msteams: z.strictObject({ width: z.literal('Full') }).optional(),
});

const Envelope = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: Card,
      }),
    )
    .length(1),
});

const refused = (code: string, message: string) => jsonAnswer(400, { error: { code, message } });

/** One workflow. */
export const teamsRules = (): Rules => {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (posting, now) => {
    if (now.getTime() - lastMs < EACH_MS)
      return textAnswer(429, 'Rate limit is exceeded', { 'retry-after': '1' });
    lastMs = now.getTime();
    if (posting.body.length * GROWTH > LIMIT_BYTES)
      return refused('BadRequest', 'MessageSizeExceeded-Message properties size exceeded');
    const envelope = Envelope.safeParse(parsedJson(posting.body.toString('utf8'))?.value);
    if (!isJson(posting) || !envelope.success)
      return refused('BadRequest', envelope.error ? z.prettifyError(envelope.error) : 'expected JSON');
    return textAnswer(202, '');
  };
};
