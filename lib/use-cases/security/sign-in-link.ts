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

/** A requested sign-in link: the hash of its secret, its URL, and the network the request came from. */
export type LinkWanted = {
  key: string;
  url: string;
  network: string;
  holder: string;
  browser: string;
  code: string;
  asker: Asker;
};

/** `joined`: a link that was emailed a short while ago works for this browser too. */
export type LinkOutcome = 'mailed' | 'joined' | 'busy' | 'failed';

/**
 * Emails a sign-in link, unless one that was sent recently still works. The count is given back if nothing was sent.
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
    run.log.error('a sign-in link could not be emailed', { error });
    await giveBack(run, kept, isRefusal(error) ? before : perhapsMailed(before, after, network));
    return 'failed';
  }
};

/** `kept`: the stored counts as they are now. */
type Counted = { before: SignInMails | undefined; after: SignInMails; kept: KeptMails };

/** The counts with one more email, or undefined if none may be sent now. Of two simultaneous requests one counts. */
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

/** An email that was sent for somebody else meanwhile stays counted, and with it this one. */
const giveBack = async (run: RunContext, kept: KeptMails, to: SignInMails | undefined): Promise<void> => {
  try {
    await saveSignInMails(run.store, kept, to, run.now());
  } catch (error) {
    run.log.error('an email that was not sent could not be uncounted', { error });
  }
};
