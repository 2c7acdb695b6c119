import { personRecipient } from '../domain/oncall/recipient.ts';
import type { Context, Message } from './sections/message.ts';

/**
 * A message, and beside it one for each other language that somebody reads whom it reaches by email. Nobody is named in two.
 */
export const withTranslations = (write: (context: Context) => Message, context: Context): Message => {
  const message = write(context);
  const named = new Set(message.attributes.recipient);
  const readers = Object.entries(context.oncall.people).flatMap(([person, { language, hasEmail }]) => {
    const recipient = personRecipient('people', person);
    const isOther = language !== undefined && language !== context.oncall.language;
    return isOther && hasEmail && named.has(recipient) ? [{ language, recipient }] : [];
  });
  if (readers.length === 0) return message;
  const elsewhere = new Set(readers.map(({ recipient }) => recipient));
  return {
    ...message,
    attributes: { ...message.attributes, recipient: [...named].filter((name) => !elsewhere.has(name)) },
    translations: [...new Set(readers.map(({ language }) => language))].map((language) =>
      inLanguage(
        write({ ...context, oncall: { ...context.oncall, language } }),
        readers.filter((reader) => reader.language === language).map(({ recipient }) => recipient),
      ),
    ),
  };
};

/** The mail alone: whoever is woken, and machines, are reached by the message itself. */
const inLanguage = ({ subject, email, machine, attributes }: Message, recipient: string[]): Message => ({
  audience: ['people'],
  subject,
  ...(email !== undefined && { email }),
  machine,
  attributes: { ...attributes, recipient },
});
