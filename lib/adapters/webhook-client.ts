import * as z from 'zod';

const TIMEOUT_MS = 8000;
const Answer = z.object({ id: z.ulid() });

/** Posts to a webhook URL of ours as Flavours would. Answers with the notification's id. Throws what stood in the way. */
export const postNotification = async (url: string, body: object): Promise<string> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`our own webhook answered with ${answer.status}`);
  return Answer.parse(await answer.json()).id;
};
