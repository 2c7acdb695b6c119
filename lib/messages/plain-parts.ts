import { PROTOCOLS } from '../domain/oncall/protocol.ts';
import { isRecipientOf, SELF_TEST_RECIPIENT } from '../domain/oncall/recipient.ts';
import { FORM_ATTRIBUTE } from '../domain/oncall/subscriptions.ts';
import type { Message } from './sections/message.ts';

/** A text for the readers of one form, with attributes that only their filters take. */
export type PlainPart = Pick<Message, 'subject' | 'attributes'> & { text: string };

/**
 * A message as one text for each form, for a topic that is sent plain texts instead of one JSON for all protocols. Each names
 * only the recipients who read its form, and the form itself, by which https is told from queues and functions. People's parts
 * are first. The self-test's subscription takes any form, so its message is one.
 */
export const plainPartsOf = (message: Message): PlainPart[] => {
  const meant = Object.values(PROTOCOLS).filter(({ audience }) => message.audience.includes(audience));
  const byForm = new Map(meant.map((one) => [one.form, one]));
  const parts = [...byForm.values()].flatMap(({ form, audience }) => {
    const recipient = message.attributes.recipient?.filter((name) => isRecipientOf(audience, name)) ?? [];
    if (recipient.length === 0) return [];
    return [
      {
        subject: message.subject,
        text: message[form] ?? message.subject,
        attributes: { ...message.attributes, recipient, [FORM_ATTRIBUTE]: form },
      },
    ];
  });
  return message.attributes.recipient?.includes(SELF_TEST_RECIPIENT) ? parts.slice(0, 1) : parts;
};
