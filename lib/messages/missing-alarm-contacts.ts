import { mailToEverybody } from './formats/everybody.ts';
import { ALARM_CONTACTS } from './language/phrases/other-mails.ts';
import { inDirection, say } from './language/say.ts';
import type { Context, Message } from './sections/message.ts';
import { paragraphs } from './text/layout.ts';
import { withTranslations } from './translations.ts';

/** The mail that alarms about this stack do not reach all who should hear them: no alarm can say that. */
export const missingAlarmContacts = (missing: number, context: Context): Message =>
  withTranslations((inContext) => mailIn(missing, inContext), context);

const mailIn = (missing: number, context: Context): Message => {
  const { oncall, place } = context;
  const { language } = oncall;
  const topic = `flavours-error-webhook-${place.stage}-alarms`;
  const mail = paragraphs(
    [
      say(language, ALARM_CONTACTS.missing, { missing, stage: place.stage }),
      say(language, ALARM_CONTACTS.why, {}),
    ],
    [say(language, ALARM_CONTACTS.first, {}), topic],
    [say(language, ALARM_CONTACTS.again, {})],
  );
  return mailToEverybody(
    'alarm-contacts',
    {
      subject: `Alarms about the stack do not reach everybody (${place.stage})`,
      email: inDirection(language, mail),
    },
    oncall,
  );
};
