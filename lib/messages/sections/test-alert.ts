import { clean } from '../../domain/security/plain-text.ts';
import { FACTS, HEADINGS } from '../language/phrases/mail.ts';
import { TEST_ALERT } from '../language/phrases/other-mails.ts';
import { say } from '../language/say.ts';
import { dayAndClockIn, zoneIn } from '../language/times.ts';
import { headed, paragraphs } from '../text/layout.ts';
import type { Alert, Context } from './message.ts';
import { onDutyRows } from './on-duty.ts';

export const subjectOfTestAlert = 'TEST: the webhook alerts are being tested, nothing is broken';

/** The text of a test alert: that it is one, and what it shows. */
export const emailOfTestAlert = (alert: Alert, context: Context): string => {
  const { incident, level = 1 } = alert;
  const { language } = context.oncall;
  return paragraphs(
    [say(language, TEST_ALERT.headline, {})],
    [
      say(language, TEST_ALERT.at, { at: dayAndClockIn(context, context.now), zone: zoneIn(context.oncall) }),
      level === 1 ? say(language, TEST_ALERT.toOne, {}) : say(language, TEST_ALERT.toAll, { level }),
      ...onDutyRows([alert], context),
    ],
    headed(HEADINGS.next[language], [say(language, TEST_ALERT.next, {})]),
    [say(language, FACTS.incident, { id: clean(incident.incidentId) })],
  );
};

export const sentencesOfTestAlert = ['TEST: the webhook alerts are being tested.', 'Nothing is broken.'];
