import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import {
  endSession,
  putSession,
  putSignIn,
  takeSignInAllowance,
  useSignIn,
} from '../../adapters/dynamodb/sessions.ts';
import { mailSignIn } from '../../use-cases/alerting/send-sign-in-link.ts';
import { cookieName, cookieOptions, sessionOf } from '../middleware/authentication.tsx';
import { AskPage, RedeemPage, SentPage } from '../pages/sign-in.tsx';
import type { Bindings, Ctx, Variables } from '../request/context.ts';
import { keyOf, newSecret } from '../request/session-secret.ts';
import { viewOf } from '../view/view.ts';

export const LINK_MS = 15 * 60_000;
const SESSION_MS = 12 * 60 * 60_000;
const RETRY_AFTER_S = 180;

/** A page of ours to go on to; anything else is the home page. */
const Next = z
  .string()
  .regex(/^\/console(?:[/?](?!\/)[\w\-./?=&%:+~]*)?$/)
  .catch('/console');
const Form = z.object({ next: Next.default('/console') });

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Signing in by mail: asked for by POST, opened by GET, redeemed by POST in the browser that asked. */
export const signIn = new Hono<{ Bindings: Bindings; Variables: Variables }>();

signIn.get('/', async (context) => {
  const next = Next.parse(context.req.query('next'));
  if (await sessionOf(context)) return context.redirect(next, 303);
  return context.html(<AskPage view={viewOf(context.env.work)} next={next} />);
});

signIn.get('/sent', (context) => context.html(<SentPage view={viewOf(context.env.work)} />));

signIn.post('/', async (context) => {
  const { work, site } = context.env;
  const { next } = Form.parse(await context.req.parseBody());
  const sorry = (problem: string, status: 429 | 503) =>
    context.html(<AskPage view={viewOf(work)} next={next} problem={problem} />, status, {
      'Retry-After': String(RETRY_AFTER_S),
    });
  if (!(await takeSignInAllowance(work.store, work.now())))
    return sorry('Several links were mailed just now. Wait three minutes, then ask again.', 429);
  const token = newSecret();
  const browser = newSecret();
  const until = new Date(work.now().getTime() + LINK_MS);
  await putSignIn(work.store, { key: keyOf(token), browser: keyOf(browser), until });
  const link = `${site.origin}/console/sign-in/${token}${next === '/console' ? '' : `?next=${encodeURIComponent(next)}`}`;
  try {
    if (!(await mailSignIn(work, newSecret(), link, LINK_MS)))
      return sorry('Alerts are being mailed at this moment. Ask again in a minute.', 503);
  } catch (error) {
    work.log.error('a sign-in link could not be mailed', { error });
    return sorry('The mail could not be sent: SNS did not take it. Ask again in a minute.', 503);
  }
  setCookie(context, cookieName(context, 'sign-in'), browser, cookieOptions(context, LINK_MS / 1000));
  return context.redirect('/console/sign-in/sent', 303);
});

signIn.get('/:token', (context) => {
  const token = context.req.param('token');
  const next = Next.parse(context.req.query('next'));
  const view = viewOf(context.env.work);
  if (!TOKEN.test(token))
    return context.html(<RedeemPage view={view} token="" next={next} problem={USELESS} />, 404);
  return context.html(<RedeemPage view={view} token={token} next={next} />);
});

const USELESS =
  'It was used already, is older than 15 minutes, or was asked for in another browser. Nothing else is wrong.';

signIn.post('/:token', async (context) => {
  const { work } = context.env;
  const token = context.req.param('token');
  const { next } = Form.parse(await context.req.parseBody());
  const secretOfBrowser = getCookie(context, cookieName(context, 'sign-in'));
  const browser = secretOfBrowser ? keyOf(secretOfBrowser) : undefined;
  if (!TOKEN.test(token) || !(await useSignIn(work.store, keyOf(token), browser, work.now())))
    return context.html(<RedeemPage view={viewOf(work)} token="" next={next} problem={USELESS} />, 403);
  const secret = newSecret();
  await putSession(work.store, keyOf(secret), new Date(work.now().getTime() + SESSION_MS));
  deleteCookie(context, cookieName(context, 'sign-in'), cookieOptions(context, 0));
  setCookie(context, cookieName(context, 'session'), secret, cookieOptions(context, SESSION_MS / 1000));
  return context.redirect(next, 303);
});

/** Ends the session here and in the table. */
export const signOut = async (context: Ctx) => {
  const { work } = context.env;
  await endSession(work.store, context.get('sessionKey'), work.now());
  deleteCookie(context, cookieName(context, 'session'), cookieOptions(context, 0));
  return context.redirect('/console/sign-in', 303);
};
