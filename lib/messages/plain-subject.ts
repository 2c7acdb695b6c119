import { FALLBACK_SUBJECT } from './formats/subject.ts';
import type { Message } from './sections/message.ts';

/** The same under a subject that SNS cannot refuse, in each language. */
export const withPlainSubject = ({ translations, ...message }: Message): Message => ({
  ...message,
  subject: FALLBACK_SUBJECT,
  ...(translations && { translations: translations.map(withPlainSubject) }),
});
