import { type SignInMail, signInMessage } from '../../messages/sign-in.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { withPublisherLease } from './publisher.ts';

/** Whoever publishes gives way after the publish at hand: seconds only where SNS hangs. */
const LEASE_WAIT_MS = 8000;

/** Mails a link to sign in, between two alerts of whoever publishes. Answers false where that one did not give way. */
export const mailSignIn = (run: RunContext, holder: string, mail: SignInMail): Promise<boolean> => {
  const message = signInMessage(mail, {
    oncall: run.oncall,
    now: run.now().getTime(),
    place: run.place,
  });
  return withPublisherLease(
    run,
    holder,
    LEASE_WAIT_MS,
    (publisher) => publisher.publish(message, () => Promise.resolve()),
    'urgent',
  );
};
