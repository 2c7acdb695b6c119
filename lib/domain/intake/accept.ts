import { endpointKey, sourceKey } from '../endpoints/endpoint.ts';
import { withoutCutToken, withoutTokens } from '../security/redact-tokens.ts';
import type { Notification } from './notification.ts';
import { BODY_LIMIT_BYTES, readPosted } from './payload.ts';
import type { FieldProblem } from './problem-details.ts';

/** A request under a valid token. `id` is a new ULID, `pending` the shard of the index it waits in. */
export type Request = {
  source: string;
  token: string;
  body: Uint8Array;
  id: string;
  pending: number;
  now: Date;
};

/** What is kept of a request, and what is answered once it is kept. */
export type Acceptance =
  | { status: 200; notification: Notification }
  | { status: 400 | 413; notification: Notification; problems: [FieldProblem, ...FieldProblem[]] };

/** Turns whatever came under a valid token into exactly one notification. Never throws. */
export const accept = ({ source, token, body, id, pending, now }: Request): Acceptance => {
  const kept = { id, source, receivedAt: now.toISOString(), pending };
  const unreadable = (text: string, problem: string): Notification => ({
    ...kept,
    endpointKey: sourceKey(source),
    problem,
    raw: text,
  });

  if (body.byteLength > BODY_LIMIT_BYTES) {
    const detail = `expected at most ${BODY_LIMIT_BYTES} bytes, got ${body.byteLength}`;
    const start = withoutCutToken(textOf(body.subarray(0, BODY_LIMIT_BYTES)), token).toWellFormed();
    return { status: 413, notification: unreadable(start, detail), problems: [{ pointer: '#', detail }] };
  }
  const text = textOf(body);
  const reading = readPosted(text);
  if ('problems' in reading) {
    const { problems } = reading;
    const problem = problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
    return { status: 400, notification: unreadable(safe(text, token), problem), problems };
  }
  const { code, message } = reading.posted;
  const endpoint = safe(reading.posted.endpoint, token);
  if (!URL.canParse(endpoint)) {
    // Our token was its host, where not everything may stand.
    const detail = 'expected a URL without our token';
    const problems: [FieldProblem] = [{ pointer: '#/endpoint', detail }];
    return { status: 400, notification: unreadable(safe(text, token), `#/endpoint ${detail}`), problems };
  }
  return {
    status: 200,
    notification: {
      ...kept,
      endpointKey: endpointKey(endpoint),
      endpoint,
      code,
      ...(typeof message === 'string' && { message: safe(message, token) }),
      ...(reading.hasUnknownFields && { raw: safe(text, token) }),
    },
  };
};

/** Text as a table can hold it, without our own tokens. */
const safe = (text: string, token: string): string => withoutTokens(text, token).toWellFormed();

/** Text by its byte order mark, which is not part of it; UTF-8 without one. */
const textOf = (body: Uint8Array): string => {
  const [first, second] = body;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(body);
};
