import { endpointKey, sourceKey } from '../endpoints/endpoint.ts';
import { redactTokens, withoutCutToken } from '../security/redact-tokens.ts';
import { cutToBytes, KEPT_BYTES } from './cut-text.ts';
import { mentionedUrl } from './mentioned-url.ts';
import type { Notification, ReadableNotification, UnreadableNotification } from './notification.ts';
import { BODY_LIMIT_BYTES, parsePayload, type WebhookPayload } from './payload.ts';
import type { FieldProblem } from './problem-details.ts';
import { ulidAfter } from './ulid-after.ts';

/** Posts in one body that are stored apart; those beyond are stored together, as unreadable. */
export const MOST_TOGETHER = 50;

/** A request under a valid token. `id` is a new ULID, `pending` the shard of the index it waits in. */
export type Request = {
  source: string;
  token: string;
  body: Uint8Array;
  id: string;
  pending: number;
  now: Date;
};

/**
 * What is stored for a request, and what is answered once it is stored; `problems` says what is not as documented.
 */
export type Acceptance =
  | { status: 200; notifications: [Notification, ...Notification[]]; problems: FieldProblem[] }
  | {
      status: 400 | 413;
      notifications: [UnreadableNotification];
      problems: [FieldProblem, ...FieldProblem[]];
    };

const problemOf = (pointer: string, detail: string): FieldProblem => ({ pointer, detail });

/**
 * Turns whatever arrived under a valid token into notifications: one for each post that names an endpoint, which is
 * nearly always one, and one unreadable for all the rest. Never throws.
 */
export const accept = (request: Request): Acceptance => {
  const { token, body } = request;
  const isTooLong = body.byteLength > BODY_LIMIT_BYTES;
  const start = textOf(body.subarray(0, BODY_LIMIT_BYTES));
  const text = isTooLong ? withoutCutToken(start, token) : start;
  const tooLong = isTooLong
    ? [problemOf('#', `expected at most ${BODY_LIMIT_BYTES} bytes, got ${body.byteLength}`)]
    : [];
  const { posted, unread } = parsePayload(text);
  const isOne = posted.length === 1 && unread.length === 0;
  const kept = posted.slice(0, MOST_TOGETHER).flatMap((one, index) => {
    const problems = [
      ...tooLong,
      ...one.problems.map((problem) => (isOne ? problem : under(index, problem))),
    ];
    return readable(request, index, { ...one, problems }, text) ?? [];
  });
  const left = [
    ...unread,
    ...(posted.length > MOST_TOGETHER
      ? [problemOf('#', `expected at most ${MOST_TOGETHER} posts together`)]
      : []),
    ...(kept.length < Math.min(posted.length, MOST_TOGETHER) ? [OWN_TOKEN] : []),
  ];
  const [first, ...others] = kept;
  if (first) {
    const rest = left.length > 0 ? [unreadable(request, kept.length, left, text)] : [];
    const problems = [...kept.flatMap(({ fieldProblems = [] }) => fieldProblems), ...left];
    return { status: 200, notifications: [first, ...others, ...rest], problems };
  }
  const [problem = OWN_TOKEN, ...more] = [...tooLong, ...left];
  return {
    status: isTooLong ? 413 : 400,
    notifications: [unreadable(request, 0, [problem, ...more], text)],
    problems: [problem, ...more],
  };
};

/** Our token was in its host, where a replacement is not valid. */
const OWN_TOKEN = problemOf('#/endpoint', 'expected a URL without our token');

const under = (index: number, { pointer, detail }: FieldProblem): FieldProblem =>
  problemOf(`#/${index}${pointer.slice(1)}`, detail);

const common = ({ source, id, pending, now }: Request, index: number) => ({
  id: ulidAfter(id, index),
  source,
  receivedAt: now.toISOString(),
  pending,
});

const readable = (
  request: Request,
  index: number,
  post: WebhookPayload,
  text: string,
): ReadableNotification | undefined => {
  const endpoint = safe(post.endpoint, request.token);
  if (endpoint !== post.endpoint && !URL.canParse(endpoint)) return undefined;
  const message = keptMessage(post, request.token);
  const problems = [...post.problems, ...message.problems];
  return {
    ...common(request, index),
    endpointKey: endpointKey(endpoint),
    endpoint,
    ...(post.code !== undefined && { code: post.code }),
    ...(message.text !== undefined && { message: message.text }),
    ...(problems.length > 0 && { fieldProblems: problems }),
    ...(post.hasMore && { raw: cutToBytes(safe(text, request.token)) }),
  };
};

/** The part of a message that is stored, never with half a token at its end. */
const keptMessage = (
  { message, isMessageCut }: WebhookPayload,
  token: string,
): { text?: string; problems: FieldProblem[] } => {
  if (message === undefined) return { problems: [] };
  const whole = isMessageCut ? withoutCutToken(message, token).toWellFormed() : safe(message, token);
  const text = cutToBytes(whole);
  return { text, problems: text !== whole ? [MESSAGE_CUT] : isMessageCut ? [MESSAGE_BROKEN_OFF] : [] };
};

const MESSAGE_CUT = problemOf('#/message', `message cut: its first ${KEPT_BYTES} bytes are kept`);
const MESSAGE_BROKEN_OFF = problemOf('#/message', 'message cut: it came without its end');

const unreadable = (
  request: Request,
  index: number,
  problems: readonly FieldProblem[],
  text: string,
): UnreadableNotification => {
  const raw = safe(text, request.token);
  const url = mentionedUrl(raw);
  return {
    ...common(request, index),
    endpointKey: sourceKey(request.source),
    problem: problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
    raw: cutToBytes(raw),
    ...(url !== undefined && { mentionedUrl: url }),
  };
};

/** Text that a table can store, without our own tokens. */
const safe = (text: string, token: string): string => redactTokens(text, token).toWellFormed();

const UTF8 = new TextDecoder();

/**
 * Decodes text by its byte order mark, which is not part of it; without one as UTF-8, unless every other byte of its
 * start is NUL.
 */
const textOf = (body: Uint8Array): string => {
  const { 0: first, 1: second, 2: third, 3: fourth } = body; // by index: a list would be read step by step
  const isLittle = (first === 0xff && second === 0xfe) || (first && second === 0 && third && fourth === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second && third === 0 && fourth);
  if (!isLittle && !isBig) return UTF8.decode(body);
  return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(body);
};
