import { type SignInMail, signInMessage } from '../../messages/sign-in.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { withPublisherLease } from './publisher.ts';

/** The publisher gives way after its current publish: that takes seconds only if SNS hangs. */
const LEASE_WAIT_MS = 8000;

/**
 * Emails a sign-in link between two alerts of the current publisher. Returns false if the publisher did not give way.
 */
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
