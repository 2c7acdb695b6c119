import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { readSession } from '../../adapters/dynamodb/sessions.ts';
import { ErrorPage } from '../pages/error.tsx';
import { OnwardPage } from '../pages/sign-in-page.tsx';
import type { Ctx, Env } from '../request/context.ts';
import { cookieName } from '../request/cookies.ts';
import { keyOf } from '../request/session-secret.ts';
import { viewOf } from '../view/view.ts';

/** The session of whoever is signed in, or undefined. */
export const sessionOf = async (context: Ctx) => {
  const secret = getCookie(context, cookieName(context, 'session'));
  if (!secret) return undefined;
  const { run } = context.env;
  const key = keyOf(secret);
  const session = await readSession(run.store, key, run.now());
  return session && { session, key };
};

/** Whether a request that changes something was made by a page of ours. Only browsers set both headers. */
export const isOwnRequest = (context: Ctx): boolean => {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return context.req.header('origin') === context.env.site.origin;
};

/** Refuses requests that another site makes a browser send. */
export const ownRequestsOnly = createMiddleware<Env>(async (context, next) => {
  const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
  if (isRead || isOwnRequest(context)) return next();
  const words = 'The request did not come from a page of this console. Open the console and try again.';
  return context.html(
    <ErrorPage view={viewOf(context.env.run)} headline="Not from here" words={words} />,
    403,
  );
});

/** In the next URL each letter may take three; the gateway drops an answer with more than 10 KB of headers. */
const LONGEST_ADDRESS = 2000;

/** Lets signed-in people through; everybody else is sent to the page where one asks for a link. */
export const signedIn = createMiddleware<Env>(async (context, next) => {
  const found = await sessionOf(context);
  if (found) {
    context.set('session', found.session);
    context.set('sessionKey', found.key);
    return next();
  }
  const { pathname, search } = new URL(context.req.url);
  const isRead = context.req.method === 'GET' || context.req.method === 'HEAD';
  const address = `${pathname}${search}`;
  const here = isRead && address.length <= LONGEST_ADDRESS ? address : '/console';
  const from = context.req.header('sec-fetch-site');
  // A strict cookie is not sent with a click on a link in an email.
  if (isRead && (from === 'cross-site' || from === 'same-site')) {
    return context.html(<OnwardPage view={viewOf(context.env.run)} onward={here} />);
  }
  return context.redirect(`/console/sign-in?next=${encodeURIComponent(here)}`, 303);
});
