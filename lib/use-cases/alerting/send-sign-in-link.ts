import { type SignInMail, signInMessage } from '../../messages/sign-in.ts';
import type { Work } from '../runtime/run-context.ts';
import { asPublisher } from './publisher.ts';

/** Whoever publishes gives way after the publish at hand: seconds only where SNS hangs. */
const PATIENCE_MS = 8000;

/** Mails a link to sign in, between two alerts of whoever publishes. Answers false where that one did not give way. */
export const mailSignIn = (work: Work, holder: string, mail: SignInMail): Promise<boolean> => {
  const message = signInMessage(mail, {
    oncall: work.oncall,
    now: work.now().getTime(),
    place: work.place,
  });
  return asPublisher(
    work,
    holder,
    PATIENCE_MS,
    (publisher) => publisher.publish(message, () => Promise.resolve()),
    'urgent',
  );
};
