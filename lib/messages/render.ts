import type { Channel } from '../domain/incidents/last-sent.ts';
import { isDrill } from '../domain/incidents/test-alert.ts';
import { arabicOf, arabicOfDigest } from './formats/arabic.ts';
import { attributesOf, attributesOfDigest } from './formats/attributes.ts';
import { chatOf, chatOfDigest } from './formats/chat.ts';
import { emailOfDigest, smsOfDigest, subjectOfDigest } from './formats/digest.ts';
import { emailOf } from './formats/email.ts';
import { jsonOf, jsonOfDigest } from './formats/machine-json.ts';
import { smsOf } from './formats/sms.ts';
import { subjectOf } from './formats/subject.ts';
import type { Context, Message, Telling } from './sections/message.ts';

type Channels = [Channel, ...Channel[]];

/** Subjects and SMS stay in English: SNS takes no other subject, and an Arabic SMS holds 70 characters. */
const inLanguage = (email: string, { oncall }: Context, arabic: () => string[]): string =>
  oncall.language === 'ar' ? `${arabic().join('\n')}\n\n${email}` : email;

/** What is told of one incident. */
export const renderAlert = (telling: Telling, channels: Channels, context: Context): Message => ({
  channels,
  subject: subjectOf(telling, context),
  ...(channels.includes('email') && {
    email: inLanguage(emailOf(telling, context), context, () => arabicOf(telling, context)),
  }),
  ...(channels.includes('sms') && { sms: smsOf(telling, context) }),
  chat: chatOf(telling, context),
  machine: jsonOf(telling, context),
  attributes: attributesOf(telling, channels, context),
});

/** What is told of many incidents at once: up to 45 by email, thousands by SMS alone, which also counts `unlisted` ones. */
export const renderDigest = (
  tellings: readonly Telling[],
  channels: Channels,
  context: Context,
  unlisted = 0,
): Message => {
  const [first] = tellings;
  // Of tests one message says all there is to say: nothing is broken.
  if (first && tellings.every(({ incident }) => isDrill(incident)))
    return renderAlert(first, channels, context);
  return renderMany(tellings, channels, context, unlisted);
};

const renderMany = (
  tellings: readonly Telling[],
  channels: Channels,
  context: Context,
  unlisted: number,
): Message => ({
  channels,
  subject: subjectOfDigest(tellings, context),
  ...(channels.includes('email') && {
    email: inLanguage(emailOfDigest(tellings, context), context, () => arabicOfDigest(tellings)),
  }),
  ...(channels.includes('sms') && { sms: smsOfDigest(tellings, context, unlisted) }),
  chat: chatOfDigest(tellings, context),
  machine: jsonOfDigest(tellings, context),
  attributes: attributesOfDigest(tellings, channels, context),
});
