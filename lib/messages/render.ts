import type { Channel } from '../domain/incidents/last-sent.ts';
import { attributesOf, attributesOfDigest } from './formats/attributes.ts';
import { chatOf, chatOfDigest } from './formats/chat.ts';
import { emailOfDigest } from './formats/digest.ts';
import { subjectOfDigest } from './formats/digest-subject.ts';
import { emailOf } from './formats/email.ts';
import { jsonOf, jsonOfDigest } from './formats/machine-json.ts';
import { smsOf } from './formats/sms.ts';
import { smsOfDigest } from './formats/sms-digest.ts';
import { subjectOf } from './formats/subject.ts';
import type { Context, Message, Telling } from './sections/message.ts';

type Channels = [Channel, ...Channel[]];

/** Subjects, SMS and chat stay in English: SNS takes no other subject, and an Arabic SMS holds 70 characters. */
const inEnglish = (context: Context): Context => ({
  ...context,
  oncall: { ...context.oncall, language: 'en' },
});

/** What is told of one incident. */
export const renderAlert = (telling: Telling, channels: Channels, context: Context): Message => {
  const english = inEnglish(context);
  return {
    channels,
    subject: subjectOf(telling, english),
    ...(channels.includes('email') && { email: emailOf(telling, context) }),
    ...(channels.includes('sms') && { sms: smsOf(telling, english) }),
    chat: chatOf(telling, english),
    machine: jsonOf(telling, english),
    attributes: attributesOf(telling, channels, english),
  };
};

/** What is told of many incidents at once: up to 45 by email, thousands by SMS alone, which also counts `unlisted` ones. */
export const renderDigest = (
  tellings: readonly Telling[],
  channels: Channels,
  context: Context,
  unlisted = 0,
): Message => {
  const english = inEnglish(context);
  return {
    channels,
    subject: subjectOfDigest(tellings, english),
    ...(channels.includes('email') && { email: emailOfDigest(tellings, context) }),
    ...(channels.includes('sms') && { sms: smsOfDigest(tellings, english, unlisted) }),
    chat: chatOfDigest(tellings, english),
    machine: jsonOfDigest(tellings, english),
    attributes: attributesOfDigest(tellings, channels, english),
  };
};
