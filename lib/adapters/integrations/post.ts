import { type Answer, answerOf } from '../../domain/integrations/answer.ts';
import { whyNoAnswer } from '../no-answer.ts';

/** What is posted, and where to. */
export type PostRequest = { url: string; headers: Record<string, string>; body: string };

export type Post = (request: PostRequest, now: Date) => Promise<Answer>;

/** Services answer in well under a second; one that hangs must leave time for another try. */
export const POST_TIMEOUT_MS = 6000;
const BODY_SHOWN = 300;

/**
 * Posts once, and says what came of it. A redirect is not followed: the address is the team's own choice, and where it
 * would lead is not. Never throws, and what it says of a failure has no URL in it, since that is a secret.
 */
export const postWithin =
  (timeoutMs: number): Post =>
  async ({ url, headers, body }, now) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'flavours-error-webhook', ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return answerOf(
        {
          status: response.status,
          retryAfter: response.headers.get('retry-after') ?? undefined,
          body: await beginningOf(response),
        },
        now,
      );
    } catch (error) {
      return { kind: 'later', why: whyNoAnswer(error, timeoutMs) };
    }
  };

/** As much of an answer as is shown to people; the rest is not read. */
const beginningOf = async ({ body }: Response): Promise<string> => {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < BODY_SHOWN) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text.slice(0, BODY_SHOWN);
};
