import { saveLastAction } from '../../adapters/dynamodb/sessions.ts';
import type { Message } from '../components/note.tsx';
import type { Ctx } from './context.ts';

/** What came of an action, for the page after it: it comes from the session, as a URL must not put words into our mouth. */
export const lastOutcome = (context: Ctx): Message | undefined => {
  const { message } = context.get('session');
  return message && context.req.query('action') !== undefined
    ? { text: message.text, tone: message.isDone ? 'good' : 'plain' }
    : undefined;
};

/** Keeps what came of an action for the page after it, at `path`, and goes there. */
export const showOutcome = async (
  context: Ctx,
  message: { text: string; isDone: boolean },
  path: string,
): Promise<Response> => {
  const { run } = context.env;
  await saveLastAction(run.store, context.get('sessionKey'), message, run.now());
  return context.redirect(`${path}?action`, 303);
};
