import type { Incident } from '../incidents/incident.ts';
import { expireAcknowledgement } from '../incidents/recorded-action.ts';
import type { Silence } from '../incidents/silence.ts';
import { isTestAlert } from '../incidents/test-alert.ts';
import { isAcknowledgementOver } from '../incidents/time-effect.ts';
import type { RuntimeOncallConfig } from '../oncall/config.ts';
import { holdsOn, type Suppression } from './held-back.ts';
import { type NextAlert, nextAlert } from './next-alert.ts';
import { afterHolds } from './suppression.ts';

/** What keeps alerts about an incident back, and if nothing does, what comes next. */
export type Outlook = { heldBack: Suppression[]; next: NextAlert | undefined };

/**
 * How pages and the API answer "who is alerted next, and when?", so that they say the same. What is held back now has no
 * next alert, whoever or whatever holds it: until when it does is the answer. A test alert is sent once and has none.
 * An acknowledgement whose time is over counts no more, also before the sweep has written so.
 */
export const outlookOf = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): Outlook => {
  const heldBack = holdsOn(incident, silence, oncall, now);
  if (heldBack.length > 0 || isTestAlert(incident)) return { heldBack, next: undefined };
  const asItStands = isAcknowledgementOver(incident, now) ? expireAcknowledgement(incident) : incident;
  return { heldBack, next: nextAlert(asItStands, silence, oncall, now) };
};

/**
 * When alerts begin again about what a person holds back, in ms, if nobody acts: at the end of the acknowledgement and the
 * silence, and of quiet hours and planned work that go on then. Nothing where no person holds it back.
 */
export const resumesAt = (
  incident: Incident,
  silence: Silence | undefined,
  oncall: RuntimeOncallConfig,
  now: Date,
): number | undefined => {
  const ends = holdsOn(incident, silence, oncall, now)
    .filter(({ why }) => why === 'acknowledged' || why === 'silenced')
    .map(({ until }) => until);
  if (ends.length === 0) return undefined;
  const end = Math.max(...ends);
  return afterHolds(incident, oncall, { since: end, now: new Date(end) });
};
