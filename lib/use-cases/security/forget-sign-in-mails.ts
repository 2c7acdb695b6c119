import { readSignInMails, saveSignInMails } from '../../adapters/dynamodb/sign-in-mails.ts';
import { AGAIN, ATTEMPTS, attempt } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/** Somebody of the team has signed in. A mail that is counted at the same time may stand: the next one to sign in ends it. */
export const forgetSignInMails = async (
  run: Pick<StoreContext, 'store' | 'sleep'>,
  now: Date,
): Promise<void> => {
  await attempt(run, ATTEMPTS.forgettingMails, async () => {
    const kept = await readSignInMails(run.store);
    return !kept.mails || (await saveSignInMails(run.store, kept, undefined, now)) ? undefined : AGAIN;
  });
};
