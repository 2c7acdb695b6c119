import type { Channel } from '../told.ts';
import { attributesOf, attributesOfDigest } from './attributes.ts';
import { chatOf, chatOfDigest } from './chat.ts';
import { emailOfDigest, smsOfDigest, subjectOfDigest } from './digest.ts';
import { emailOf } from './email.ts';
import { jsonOf, jsonOfDigest } from './json.ts';
import type { Context, Message, Telling } from './message.ts';
import { smsOf } from './sms.ts';
import { subjectOf } from './subject.ts';

type Channels = [Channel, ...Channel[]];

/** What is told of one incident. */
export const renderAlert = (telling: Telling, channels: Channels, context: Context): Message => ({
  channels,
  subject: subjectOf(telling, context),
  ...(channels.includes('email') && { email: emailOf(telling, context) }),
  ...(channels.includes('sms') && { sms: smsOf(telling, context) }),
  chat: chatOf(telling, context),
  machine: jsonOf(telling, context),
  attributes: attributesOf(telling, channels, context),
});

/** What is told of many incidents at once: up to 45 by email, up to 450 by SMS alone. */
export const renderDigest = (
  tellings: readonly Telling[],
  channels: Channels,
  context: Context,
): Message => ({
  channels,
  subject: subjectOfDigest(tellings, context),
  ...(channels.includes('email') && { email: emailOfDigest(tellings, context) }),
  ...(channels.includes('sms') && { sms: smsOfDigest(tellings, context) }),
  chat: chatOfDigest(tellings, context),
  machine: jsonOfDigest(tellings, context),
  attributes: attributesOfDigest(tellings, channels, context),
});
