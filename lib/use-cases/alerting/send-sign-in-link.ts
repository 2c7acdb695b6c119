import { signInMessage } from '../../messages/sign-in.ts';
import type { Work } from '../runtime/run-context.ts';
import { asPublisher } from './publisher.ts';
import { PATIENCE_MS } from './send-due-alerts.ts';

/** Mails a link to sign in, as the one publisher there is. Answers false where others published for too long. */
export const mailSignIn = (work: Work, holder: string, link: string, validMs: number): Promise<boolean> => {
  const message = signInMessage(link, validMs, {
    oncall: work.oncall,
    now: work.now().getTime(),
    place: work.place,
  });
  return asPublisher(work, holder, PATIENCE_MS, (publisher) =>
    publisher.publish(message, () => Promise.resolve()),
  );
};
