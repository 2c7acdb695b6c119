import type { Health } from '../../domain/integrations/health.ts';
import { shownText } from '../../domain/security/shown-text.ts';
import { mailToEverybody } from '../formats/everybody.ts';
import { INTEGRATION } from '../language/phrases/other-mails.ts';
import { inDirection, say } from '../language/say.ts';
import { dayAndClockIn, zoneIn } from '../language/times.ts';
import type { Context, Message } from '../sections/message.ts';
import { paragraphs } from '../text/layout.ts';

const WHY_LENGTH = 200;

/** The email that says that one of the team's tools gets no alerts, or gets them again. */
export const integrationMail = (
  { name, kind }: { name: string; kind: string },
  health: Health,
  waiting: number,
  context: Context,
): Message => {
  const { oncall, place, now } = context;
  const { language } = oncall;
  const clock = (time: string | undefined) => ({
    at: dayAndClockIn(context, time === undefined ? now : Date.parse(time)),
    zone: zoneIn(oncall),
  });
  const isFailing = health.failingSince !== undefined;
  const mail = isFailing
    ? paragraphs(
        [
          say(language, INTEGRATION.failing, { name, kind, stage: place.stage }),
          say(language, INTEGRATION.since, clock(health.failingSince)),
        ],
        [
          say(language, INTEGRATION.why, { why: shownText(health.failure ?? '', WHY_LENGTH) }),
          say(language, INTEGRATION.waiting, { count: waiting }),
        ],
        [say(language, INTEGRATION.next, {})],
      )
    : paragraphs([
        say(language, INTEGRATION.working, { name, kind, stage: place.stage }),
        say(language, INTEGRATION.caughtUp, {}),
      ]);
  const subject = isFailing
    ? `${kind} ${name} gets no alerts (${place.stage})`
    : `${kind} ${name} gets alerts again (${place.stage})`;
  return mailToEverybody('integration', { subject, email: inDirection(language, mail) }, oncall);
};
