import { putSignIn } from '../../adapters/dynamodb/sessions.ts';
import { putSignInCode } from '../../adapters/dynamodb/sign-in-codes.ts';
import { type KeptMails, readSignInMails, saveSignInMails } from '../../adapters/dynamodb/sign-in-mails.ts';
import type { Asker } from '../../domain/security/asker.ts';
import {
  linkLifetimeMs,
  mailedAgain,
  mayMail,
  perhapsMailed,
  type SignInMails,
} from '../../domain/security/mail-limit.ts';
import { mailSignIn } from '../alerting/send-sign-in-link.ts';
import { isRefusal } from '../alerting/sms-limit.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { RunContext } from '../runtime/run-context.ts';

/**
 * A link that somebody asks for: the hash of its secret, its address, and from which network it is asked for. `browser` is
 * what the browser that asks is known by, `code` what can be typed into it instead.
 */
export type LinkWanted = {
  key: string;
  url: string;
  network: string;
  holder: string;
  browser: string;
  code: string;
  asker: Asker;
};

/** `joined`: one that was mailed a short while ago serves this browser too. */
export type LinkOutcome = 'mailed' | 'joined' | 'busy' | 'failed';

/**
 * Mails a link to sign in, unless one that was mailed lately still works. What is counted is given back where nothing
 * was sent.
 */
export const sendSignInLink = async (
  run: RunContext,
  { key, url, network, holder, browser, code, asker }: LinkWanted,
): Promise<LinkOutcome> => {
  const counted = await countMail(run, network);
  if (!counted) return 'joined';
  const { before, after, kept } = counted;
  const lifetimeMs = linkLifetimeMs(after, network);
  try {
    const until = new Date(run.now().getTime() + lifetimeMs);
    await putSignIn(run.store, { key, until });
    await putSignInCode(run.store, { browser, link: key, until });
    if (await mailSignIn(run, holder, { link: url, code, validMs: lifetimeMs, asker })) return 'mailed';
    await giveBack(run, kept, before);
    return 'busy';
  } catch (error) {
    run.log.error('a sign-in link could not be mailed', { error });
    await giveBack(run, kept, isRefusal(error) ? before : perhapsMailed(before, after, network));
    return 'failed';
  }
};

/** `kept`: how it stands there now. */
type Counted = { before: SignInMails | undefined; after: SignInMails; kept: KeptMails };

/** The count with one more mail, or nothing if none may be mailed now. Of two that ask at once, one counts. */
const countMail = async (run: RunContext, network: string): Promise<Counted | undefined> => {
  const { store, now } = run;
  const counted = await attempt(run, ATTEMPTS.countingMails, async () => {
    const found = await readSignInMails(store);
    const { mails: before } = found;
    const at = now();
    if (!mayMail(before, network, at)) return undefined;
    const after = mailedAgain(before, network, at);
    const kept = await saveSignInMails(store, found, after, at);
    return kept ? { before, after, kept } : AGAIN;
  });
  return counted === AGAIN ? undefined : counted; // others were quicker each time: their mails are on the way
};

/** Somebody else's mail in the meantime stands, and with it this one's count. */
const giveBack = async (run: RunContext, kept: KeptMails, to: SignInMails | undefined): Promise<void> => {
  try {
    await saveSignInMails(run.store, kept, to, run.now());
  } catch (error) {
    run.log.error('a mail that was not sent could not be given back', { error });
  }
};
