import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Hono } from 'hono/tiny';
import * as z from 'zod';
import { endSession, putSession, useSignIn } from '../../adapters/dynamodb/sessions.ts';
import { takeGuess } from '../../adapters/dynamodb/sign-in-codes.ts';
import { askerOf } from '../../domain/security/asker.ts';
import { browserProof, isBrowserProof, PROOF_MS } from '../../domain/security/browser-proof.ts';
import { networkName } from '../../domain/security/network.ts';
import { codeIn, isSignInCode, signInCode, spacedCode } from '../../domain/security/sign-in-code.ts';
import { forgetSignInMails } from '../../use-cases/security/forget-sign-in-mails.ts';
import { sendSignInLink } from '../../use-cases/security/sign-in-link.ts';
import { sessionOf } from '../middleware/authentication.tsx';
import { AskPage, RedeemPage, SentPage } from '../pages/sign-in-page.tsx';
import type { Ctx, Env } from '../request/context.ts';
import { cookieName, cookieOptions } from '../request/cookies.ts';
import { forgetName } from '../request/remembered-name.ts';
import { keyOf, newSecret } from '../request/session-secret.ts';
import { viewOf } from '../view/view.ts';

const SESSION_MS = 12 * 60 * 60_000;
const RETRY_AFTER_S = 60;

/** The page of ours to continue to; anything else becomes the home page. */
const Next = z
  .string()
  .regex(/^\/console(?:[/?](?!\/)[\w\-./?=&%:+~]*)?$/)
  .catch('/console');
const Form = z.object({ next: Next.default('/console') });

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Signing in by email: requested by POST, opened by GET, redeemed by POST in the browser that asked. */
export const signIn = new Hono<Env>();

signIn.get('/', async (context) => {
  const next = Next.parse(context.req.query('next'));
  if (await sessionOf(context)) return context.redirect(next, 303);
  return context.html(<AskPage view={viewOf(context.env.run)} next={next} />);
});

signIn.get('/sent', (context) => sentPage(context));

const sentPage = (context: Ctx, wrong?: { code: string; problem: string; next: string }) =>
  context.html(
    <SentPage
      view={viewOf(context.env.run)}
      isJoined={context.req.query('joined') !== undefined}
      hasCode={proofOf(context) !== undefined}
      next={wrong?.next ?? Next.parse(context.req.query('next'))}
      {...wrong}
    />,
    wrong ? 403 : 200,
  );

/** What this browser was given when it asked, if it is ours and young enough. */
const proofOf = (context: Ctx): string | undefined => {
  const proof = getCookie(context, cookieName(context, 'sign-in')) ?? '';
  return isBrowserProof(proof, context.env.site.linkSecrets, context.env.run.now()) ? proof : undefined;
};

const SORRY = {
  busy: 'Alerts are being mailed at this moment. Ask again in a minute.',
  failed: 'The mail could not be sent: SNS did not take it. Ask again in a minute.',
} as const;

signIn.post('/', async (context) => {
  const { run, site, sourceIp } = context.env;
  const { next } = Form.parse(await context.req.parseBody());
  const [secret] = site.linkSecrets;
  const token = newSecret();
  const proof = browserProof(secret, run.now());
  const [key, browser] = [keyOf(token), keyOf(proof)];
  const outcome = await sendSignInLink(run, {
    key,
    browser,
    code: spacedCode(signInCode(secret, { browser, link: key })),
    asker: askerOf(sourceIp, context.req.header('user-agent') ?? ''),
    url: `${site.origin}/console/sign-in/${token}${next === '/console' ? '' : `?next=${encodeURIComponent(next)}`}`,
    network: networkName(sourceIp, secret),
    holder: newSecret(),
  });
  if (outcome === 'busy' || outcome === 'failed')
    return context.html(<AskPage view={viewOf(run)} next={next} problem={SORRY[outcome]} />, 503, {
      'Retry-After': String(RETRY_AFTER_S),
    });
  // Who asks twice keeps what the mail that is out was sent for: its code would be good nowhere else.
  if (outcome === 'mailed' || proofOf(context) === undefined)
    setCookie(context, cookieName(context, 'sign-in'), proof, cookieOptions(context, PROOF_MS / 1000));
  const query = [outcome === 'joined' && 'joined', next !== '/console' && `next=${encodeURIComponent(next)}`];
  const message = query.filter((part) => part !== false).join('&');
  return context.redirect(`/console/sign-in/sent${message && `?${message}`}`, 303);
});

const CodeForm = z.object({ code: z.string().max(100).catch(''), next: Next.default('/console') });

const NO_CODE = 'A code is eight digits, such as 1234 5678.';
const WRONG_CODE =
  'This code does not work here. It works once, only in the browser for which it was mailed, and no more after five wrong ones. The link in the mail may still work.';

/** The same as the link, by a code that is typed. Each guess counts before it is looked at. */
signIn.post('/code', async (context) => {
  const { run, site } = context.env;
  const { code: typed, next } = CodeForm.parse(await context.req.parseBody());
  const code = codeIn(typed);
  if (code === undefined) return sentPage(context, { code: typed, problem: NO_CODE, next });
  const proof = proofOf(context);
  const browser = proof === undefined ? undefined : keyOf(proof);
  const link = browser && (await takeGuess(run.store, browser, keyOf(`${proof} ${code}`), run.now()));
  const isRight =
    link && browser && isSignInCode(code, site.linkSecrets, { browser, link })
      ? await useSignIn(run.store, link, browser, run.now())
      : false;
  return isRight ? enter(context, next) : sentPage(context, { code: typed, problem: WRONG_CODE, next });
});

signIn.get('/:token', (context) => {
  const token = context.req.param('token');
  const next = Next.parse(context.req.query('next'));
  const view = viewOf(context.env.run);
  if (!TOKEN.test(token))
    return context.html(<RedeemPage view={view} token="" next={next} problem={USELESS} />, 404);
  return context.html(<RedeemPage view={view} token={token} next={next} />);
});

const USELESS =
  'It was used already, is too old, or was not asked for in this browser. Nothing else is wrong.';

signIn.post('/:token', async (context) => {
  const { run } = context.env;
  const token = context.req.param('token');
  const { next } = Form.parse(await context.req.parseBody());
  const proof = proofOf(context);
  const browser = proof === undefined ? undefined : keyOf(proof);
  if (!TOKEN.test(token) || !(await useSignIn(run.store, keyOf(token), browser, run.now())))
    return context.html(<RedeemPage view={viewOf(run)} token="" next={next} problem={USELESS} />, 403);
  return enter(context, next);
});

/** Signs this browser in. */
const enter = async (context: Ctx, next: string) => {
  const { run } = context.env;
  const secret = newSecret();
  await putSession(run.store, keyOf(secret), new Date(run.now().getTime() + SESSION_MS));
  await forgetSignInMails(run, run.now());
  deleteCookie(context, cookieName(context, 'sign-in'), cookieOptions(context, 0));
  setCookie(context, cookieName(context, 'session'), secret, cookieOptions(context, SESSION_MS / 1000));
  return context.redirect(next, 303);
};

/** Ends the session here and in the table. */
export const signOut = async (context: Ctx) => {
  const { run } = context.env;
  await endSession(run.store, context.get('sessionKey'), run.now());
  deleteCookie(context, cookieName(context, 'session'), cookieOptions(context, 0));
  forgetName(context);
  return context.redirect('/console/sign-in', 303);
};
