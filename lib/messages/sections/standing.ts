import { holdsOn, type Suppression } from '../../domain/alerting/held-back.ts';
import { STANDING } from '../language/phrases/duty.ts';
import { say } from '../language/say.ts';
import { clockIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import type { Alert, Context } from './message.ts';

const NAME_LENGTH = 60;
const REASON_LENGTH = 200;

/** Who has taken an open incident on, or what keeps alerts about it back, and until when; or that nobody and nothing has. */
export const standingRows = (
  { incident, silence }: Pick<Alert, 'incident' | 'silence'>,
  context: Context,
): string[] => {
  const holds = holdsOn(incident, silence, context.oncall, new Date(context.now));
  return holds.length === 0
    ? [say(context.oncall.language, STANDING.unacknowledged, {})]
    : holds.map((hold) => sentenceOf(hold, context));
};

const sentenceOf = (hold: Suppression, context: Context): string => {
  const { language } = context.oncall;
  const at = clockIn(context, hold.until);
  switch (hold.why) {
    case 'acknowledged':
      return say(language, STANDING.acknowledged, { at, name: shownText(hold.actor, NAME_LENGTH) });
    case 'silenced':
      return say(language, STANDING.silenced, {
        at,
        name: shownText(hold.actor, NAME_LENGTH),
        reason: shownText(hold.reason, REASON_LENGTH),
      });
    case 'maintenance':
      return say(language, STANDING.maintenance, { at, reason: shownText(hold.reason, REASON_LENGTH) });
    case 'quiet-hours':
      return say(language, STANDING.quietHours, { at });
    default:
      return hold satisfies never;
  }
};
