import { clean } from '../../domain/security/plain-text.ts';
import { paragraphs, row } from '../text/layout.ts';
import { localTime } from '../text/time.ts';
import type { Context, Telling } from './message.ts';

export const subjectOfDrill = 'TEST: a drill of the webhook alerts, nothing is broken';

/** What a drill says: that it is one, and what to take from it. */
export const emailOfDrill = ({ incident, level = 1 }: Telling, { oncall, now }: Context): string =>
  paragraphs(
    ['TEST: this is a drill. Nothing is broken.'],
    [
      ...row('At', localTime(now, oncall.timeZone)),
      ...row('To', level === 1 ? 'Level 1, the only one.' : `Levels 1 to ${level}, at once.`),
      ...row(
        'Next',
        'Nothing: say that it has come, and forget it. Had it been real, this would say what to do.',
      ),
    ],
    [`Incident ${clean(incident.incidentId)}`],
  );

export const sentencesOfDrill = ['TEST: a drill of the webhook alerts.', 'Nothing is broken.'];
