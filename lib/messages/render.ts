import type { Channel } from '../domain/incidents/last-sent.ts';
import { isDrill } from '../domain/incidents/test-alert.ts';
import { type Audience, type Form, PROTOCOLS } from '../domain/oncall/protocol.ts';
import { arabicOf, arabicOfDigest } from './formats/arabic.ts';
import { attributesOf, attributesOfDigest } from './formats/attributes.ts';
import { audiencesOf } from './formats/audience.ts';
import { chatOf, chatOfDigest } from './formats/chat.ts';
import { emailOfDigest, smsOfDigest, subjectOfDigest } from './formats/digest.ts';
import { emailOf } from './formats/email.ts';
import { jsonOf, jsonOfDigest } from './formats/machine-json.ts';
import { smsOf } from './formats/sms.ts';
import { subjectOf } from './formats/subject.ts';
import type { Context, Forms, Message, Telling } from './sections/message.ts';

type Channels = readonly [Channel, ...Channel[]];

/** Subjects and SMS stay in English: SNS takes no other subject, and an Arabic SMS holds 70 characters. */
const inLanguage = (email: string, { oncall }: Context, arabic: () => string[]): string =>
  oncall.language === 'ar' ? `${arabic().join('\n')}\n\n${email}` : email;

type Renderer = {
  /** Of one incident. */
  alert(telling: Telling, context: Context): string;
  /** Of many at once; `unlisted` more are only counted. */
  digest(tellings: readonly Telling[], context: Context, unlisted: number): string;
};

/** How each form is written. */
const RENDERERS: Record<Form, Renderer> = {
  email: {
    alert: (telling, context) =>
      inLanguage(emailOf(telling, context), context, () => arabicOf(telling, context)),
    digest: (tellings, context) =>
      inLanguage(emailOfDigest(tellings, context), context, () => arabicOfDigest(tellings)),
  },
  sms: { alert: smsOf, digest: smsOfDigest },
  chat: { alert: chatOf, digest: chatOfDigest },
  machine: { alert: jsonOf, digest: jsonOfDigest },
};

/** Whoever is meant gets a text in the form of each protocol by which they can be reached. */
const formsFor = (audience: readonly Audience[], write: (renderer: Renderer) => string): Forms => {
  const wanted = new Set(
    Object.values(PROTOCOLS).flatMap((one) => (audience.includes(one.audience) ? [one.form] : [])),
  );
  const forms: Forms = { machine: write(RENDERERS.machine) };
  for (const form of wanted) if (form !== 'machine') forms[form] = write(RENDERERS[form]);
  return forms;
};

/** What is told of one incident. */
export const renderAlert = (telling: Telling, channels: Channels, context: Context): Message => {
  const audience = audiencesOf(channels);
  return {
    audience,
    subject: subjectOf(telling, context),
    ...formsFor(audience, ({ alert }) => alert(telling, context)),
    attributes: attributesOf(telling, audience, context),
  };
};

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
  const audience = audiencesOf(channels);
  return {
    audience,
    subject: subjectOfDigest(tellings, context),
    ...formsFor(audience, ({ digest }) => digest(tellings, context, unlisted)),
    attributes: attributesOfDigest(tellings, audience, context),
  };
};
