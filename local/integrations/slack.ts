import * as z from 'zod';
import { parsedJson } from '../../lib/domain/intake/json-text.ts';
import { isJson, type Rules, textAnswer } from './stand-in.ts';

/*
 * What an incoming webhook of Slack refuses, and in which words: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
 * the schemas of https://docs.slack.dev/reference/block-kit/blocks, and a post a second. Stricter than Slack in that no
 * burst is allowed and no unknown field.
 */
const EACH_MS = 1000;
const TOTAL_LENGTH = 11_000;
const TEXT_LENGTH = 40_000;

const plain = (longest: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(longest),
    emoji: z.boolean().optional(),
  });

/** What stands between < and > is a link, and nothing that calls a person or a channel; & is always an escape. */
const isEscaped = (text: string): boolean =>
  /^(?:[^<>&]|&(?:amp|lt|gt);|<https?:\/\/[^<>|\s]+(?:\|[^<>|]+)?>)*$/.test(text);

const mrkdwn = z.strictObject({
  type: z.literal('mrkdwn'),
  text: z.string().min(1).max(3000).refine(isEscaped, 'expected &, < and > to be escaped'),
});

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  url: z.url({ protocol: /^https?$/ }).max(3000),
  action_id: z.string().min(1).max(255),
  style: z.enum(['primary', 'danger']).optional(),
});

const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150) }),
  z.strictObject({ type: z.literal('section'), text: z.union([plain(3000), mrkdwn]) }),
  z.strictObject({ type: z.literal('divider') }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(button)
      .min(1)
      .max(25)
      .refine((all) => new Set(all.map((one) => one.action_id)).size === all.length, 'action_id twice'),
  }),
]);

const Message = z.strictObject({
  text: z.string().max(TEXT_LENGTH).refine(isEscaped).optional(),
  blocks: z.array(z.unknown()).optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

const lengthIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, part]) => sum + (name === 'text' && typeof part === 'string' ? part.length : lengthIn(part)),
    0,
  );
};

/** One incoming webhook. */
export const slackRules = (): Rules => {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (posting, now) => {
    if (now.getTime() - lastMs < EACH_MS) return textAnswer(429, 'rate_limited', { 'retry-after': '1' });
    lastMs = now.getTime();
    const parsed = parsedJson(posting.body.toString('utf8'));
    const message = Message.safeParse(parsed?.value);
    if (!isJson(posting) || !message.success) return textAnswer(400, 'invalid_payload');
    const { text, blocks = [] } = message.data;
    if (!text && blocks.length === 0) return textAnswer(400, 'no_text');
    if (!z.array(Block).max(50).safeParse(blocks).success) return textAnswer(400, 'invalid_blocks');
    if (lengthIn(blocks) > TOTAL_LENGTH) return textAnswer(400, 'msg_blocks_too_long');
    return textAnswer(200, 'ok');
  };
};
