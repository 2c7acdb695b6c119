import { createMiddleware } from 'hono/factory';
import { noteTokenUse, readApiToken } from '../../adapters/dynamodb/api-tokens.ts';
import type { Session } from '../../adapters/dynamodb/sessions.ts';
import {
  type ApiToken,
  isGood,
  isUseNews,
  readTokenText,
  type Scope,
  USE_NOTED_EACH_MS,
} from '../../domain/security/api-token.ts';
import { isOwnRequest, sessionOf } from '../middleware/authentication.tsx';
import type { Ctx, Env } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';

const BEARER = /^bearer +(\S+)$/i;

/** Who makes the request and what they may do: a program with its token, or somebody who is signed in. */
type Caller = { scope: Scope; token: ApiToken } | { scope: Scope; session: Session };

/** The token, read from the table at each request, so that one that is ended stops working at once. */
export const tokenOf = async ({ env: { run } }: Ctx, text: string): Promise<ApiToken | undefined> => {
  const read = readTokenText(text);
  const token = read && (await readApiToken(run.store, read.id));
  return token && isGood(token, read.secret, run.now()) ? token : undefined;
};

/** A program by its token, or somebody who is signed in (then a change must come from a page of ours). */
const callerOf = async (context: Ctx): Promise<Caller | undefined> => {
  const [, text] = BEARER.exec(context.req.header('authorization') ?? '') ?? [];
  if (text !== undefined) {
    const token = await tokenOf(context, text);
    return token && token.scope !== 'calendar' ? { scope: token.scope, token } : undefined;
  }
  const found = await sessionOf(context);
  return found && { scope: isOwnRequest(context) ? 'act' : 'read', session: found.session };
};

/** Best effort: failing to record the last use is no reason to refuse the request. */
export const noteUse = async ({ env: { run } }: Ctx, token: ApiToken): Promise<void> => {
  const now = run.now();
  if (!isUseNews(token, now)) return;
  try {
    await noteTokenUse(run.store, token.id, new Date(now.getTime() - USE_NOTED_EACH_MS), now);
  } catch (error) {
    run.log.warn('the use of an API token could not be recorded', { id: token.id, error });
  }
};

/** Lets readers read, and requires the scope `act` for anything else. */
export const authorised = createMiddleware<Env>(async (context, next) => {
  const caller = await callerOf(context);
  if (caller === undefined)
    return problemAnswer(context, 401, 'a bearer token is needed: make one under Access in the console', {
      'WWW-Authenticate': 'Bearer',
    });
  const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
  if (!isRead && caller.scope !== 'act') return problemAnswer(context, 403, 'this token may only read');
  if ('token' in caller) {
    await noteUse(context, caller.token);
    context.set('program', caller.token.label);
  } else context.set('session', caller.session);
  return next();
});
