import { clean } from '../../domain/security/plain-text.ts';
import { FACTS, HEADINGS } from '../language/phrases/mail.ts';
import { TEST_ALERT } from '../language/phrases/other-mails.ts';
import { say } from '../language/say.ts';
import { dayAndClockIn, zoneIn } from '../language/times.ts';
import { headed, paragraphs } from '../text/layout.ts';
import type { Context, Telling } from './message.ts';

export const subjectOfDrill = 'TEST: a drill of the webhook alerts, nothing is broken';

/** What a test alert says: that it is one, and what to take from it. */
export const emailOfDrill = ({ incident, level = 1 }: Telling, context: Context): string => {
  const { language } = context.oncall;
  return paragraphs(
    [say(language, TEST_ALERT.headline, {})],
    [
      say(language, TEST_ALERT.at, { at: dayAndClockIn(context, context.now), zone: zoneIn(context.oncall) }),
      level === 1 ? say(language, TEST_ALERT.toOne, {}) : say(language, TEST_ALERT.toAll, { level }),
    ],
    headed(HEADINGS.next[language], [say(language, TEST_ALERT.next, {})]),
    [say(language, FACTS.incident, { id: clean(incident.incidentId) })],
  );
};

export const sentencesOfDrill = ['TEST: a drill of the webhook alerts.', 'Nothing is broken.'];
