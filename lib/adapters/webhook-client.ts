import * as z from 'zod';
import { whyNoAnswer } from './no-answer.ts';

const TIMEOUT_MS = 8000;
const Answer = z.object({ id: z.ulid() });

/** Our own webhook did not take a post; says why, and never under which URL. */
export class WebhookRefusedError extends Error {
  override name = 'WebhookRefusedError' as const;
}

/** Posts to a webhook URL of ours as Flavours would. Answers with the notification's id. Throws a WebhookRefusedError. */
export const postNotification = async (url: string, body: object): Promise<string> => {
  const answer = await answerTo(url, body);
  if (!answer.ok) throw new WebhookRefusedError(`our own webhook answered with ${answer.status}`);
  const { data } = Answer.safeParse(await answer.json().catch(() => undefined));
  if (!data) throw new WebhookRefusedError('our own webhook answered without an id');
  return data.id;
};

const answerTo = async (url: string, body: object): Promise<Response> => {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new WebhookRefusedError(`our own webhook: ${whyNoAnswer(error, TIMEOUT_MS)}`);
  }
};
