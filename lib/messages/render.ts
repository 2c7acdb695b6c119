import type { Channel } from '../domain/incidents/last-sent.ts';
import { isTestAlert } from '../domain/incidents/test-alert.ts';
import { type Audience, type Form, PROTOCOLS } from '../domain/oncall/protocol.ts';
import { attributesOf, attributesOfDigest } from './formats/attributes.ts';
import { audiencesOf } from './formats/audience.ts';
import { chatOf, chatOfDigest } from './formats/chat.ts';
import { emailOfDigest } from './formats/digest.ts';
import { subjectOfDigest } from './formats/digest-subject.ts';
import { emailOf } from './formats/email.ts';
import { jsonOf, jsonOfDigest } from './formats/machine-json.ts';
import { smsOf } from './formats/sms.ts';
import { smsOfDigest } from './formats/sms-digest.ts';
import { subjectOf } from './formats/subject.ts';
import { type Alert, type Context, type Forms, inEnglish, type Message } from './sections/message.ts';
import { withTranslations } from './translations.ts';

type Channels = readonly [Channel, ...Channel[]];

type Renderer = {
  /** Of one incident. */
  alert(one: Alert, context: Context): string;
  /** Of many at once; `unlisted` more are only counted. */
  digest(many: readonly Alert[], context: Context, unlisted: number): string;
};

/** Subjects, SMS, chat and machines stay in English: SNS takes no other subject, and an Arabic SMS holds 70 characters. */
const inEnglishAlone = ({ alert, digest }: Renderer): Renderer => ({
  alert: (one, context) => alert(one, inEnglish(context)),
  digest: (many, context, unlisted) => digest(many, inEnglish(context), unlisted),
});

/** How each form is written. */
const RENDERERS: Record<Form, Renderer> = {
  email: { alert: emailOf, digest: emailOfDigest },
  sms: inEnglishAlone({ alert: smsOf, digest: smsOfDigest }),
  chat: inEnglishAlone({ alert: chatOf, digest: chatOfDigest }),
  machine: inEnglishAlone({ alert: jsonOf, digest: jsonOfDigest }),
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

/** Renders an alert about one incident. */
export const renderAlert = (one: Alert, channels: Channels, context: Context): Message =>
  withTranslations((inContext) => alertIn(one, channels, inContext), context);

const alertIn = (one: Alert, channels: Channels, context: Context): Message => {
  const audience = audiencesOf(channels);
  return {
    audience,
    subject: subjectOf(one, inEnglish(context)),
    ...formsFor(audience, ({ alert }) => alert(one, context)),
    attributes: attributesOf(one, audience, context),
  };
};

/** What is sent about many incidents at once: up to 45 by email, thousands by SMS alone, which also counts `unlisted` ones. */
export const renderDigest = (
  alerts: readonly Alert[],
  channels: Channels,
  context: Context,
  unlisted = 0,
): Message => {
  const [first] = alerts;
  // Of tests one message says all there is to say: nothing is broken.
  if (first && alerts.every(({ incident }) => isTestAlert(incident)))
    return renderAlert(first, channels, context);
  return withTranslations((inContext) => digestIn(alerts, channels, inContext, unlisted), context);
};

const digestIn = (
  alerts: readonly Alert[],
  channels: Channels,
  context: Context,
  unlisted: number,
): Message => {
  const audience = audiencesOf(channels);
  return {
    audience,
    subject: subjectOfDigest(alerts, inEnglish(context)),
    ...formsFor(audience, ({ digest }) => digest(alerts, context, unlisted)),
    attributes: attributesOfDigest(alerts, audience, context),
  };
};
