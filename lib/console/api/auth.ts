import { createMiddleware } from 'hono/factory';
import { readApiToken, type Scope } from '../../domain/security/api-token.ts';
import { isOwnRequest, sessionOf } from '../middleware/authentication.tsx';
import type { Bindings, Ctx, Variables } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';

type Env = { Bindings: Bindings; Variables: Variables };

const BEARER = /^bearer +(\S+)$/i;

/** What whoever asks may do: by a token, or signed in (then a change must come from a page of ours). */
const scopeOf = async (context: Ctx): Promise<Scope | undefined> => {
  const [, token] = BEARER.exec(context.req.header('authorization') ?? '') ?? [];
  if (token !== undefined) {
    const { work, site } = context.env;
    return readApiToken(token, site.linkSecrets, work.now())?.scope;
  }
  if (!(await sessionOf(context))) return undefined;
  return isOwnRequest(context) ? 'act' : 'read';
};

/** Lets through who may look, and for anything but looking who may act. */
export const authorised = createMiddleware<Env>(async (context, next) => {
  const scope = await scopeOf(context);
  if (scope === undefined)
    return problemAnswer(context, 401, 'a bearer token is needed: make one under Access in the console', {
      'WWW-Authenticate': 'Bearer',
    });
  const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
  if (!isRead && scope !== 'act') return problemAnswer(context, 403, 'this token may only read');
  return next();
});
