/**
 * What came of a post. `later`: it may be taken if it is tried again, after `retryAfterMs` where that was said. `malformed`:
 * this very message was refused; `refused`: none would be taken, such as by a URL that is no longer valid.
 */
export type Answer =
  | { kind: 'accepted' }
  | { kind: 'later'; why: string; retryAfterMs?: number }
  | { kind: 'malformed' | 'refused'; why: string };

const LONGEST_WAIT_MS = 60 * 60_000;
const LATER = new Set([408, 425, 429]);
const MALFORMED = new Set([400, 413, 422]);

/** What an HTTP answer means to whoever posted; a redirect is not followed. `body` is its beginning. */
export const answerOf = (
  { status, retryAfter, body }: { status: number; retryAfter: string | undefined; body: string },
  now: Date,
): Answer => {
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  const why = `${status} ${body}`.trim();
  if (status >= 300 && status < 400) return { kind: 'refused', why: `${status}: redirects are not followed` };
  if (MALFORMED.has(status)) return { kind: 'malformed', why };
  if (status < 500 && !LATER.has(status)) return { kind: 'refused', why };
  const waitMs = retryAfterMs(retryAfter, now);
  return { kind: 'later', why, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
};

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfterMs = (text: string | undefined, now: Date): number | undefined => {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : undefined;
};
