import { untoldActs, untoldBefore } from '../../domain/alerting/due-alerts.ts';
import type { Act, Incident } from '../../domain/incidents/incident.ts';
import { UNTOLD_KEPT } from '../../domain/incidents/recorded-action.ts';
import { row } from '../text/layout.ts';
import { shownText } from '../text/plain-text.ts';
import { clockTime } from '../text/time.ts';
import type { Context, Telling } from './message.ts';
import { plural } from './phrases.ts';

const NAME_LENGTH = 60;
const TEXT_LENGTH = 500;

/** What people did and the others are not told yet, with who and when. */
export const actRows = ({ incident }: Telling, context: Context): string[] =>
  actSentences(incident, context).flatMap((sentence, index) => row(index === 0 ? 'Done' : '', sentence));

/** A sentence for each act that the others are not told yet; of more than `most` the last, after how many there were before. */
export const actSentences = (
  incident: Incident,
  context: Context,
  { most = UNTOLD_KEPT, textLength = TEXT_LENGTH }: { most?: number; textLength?: number } = {},
): string[] => {
  const acts = untoldActs(incident).slice(-most);
  const before = untoldBefore(incident, acts);
  return [
    ...(before > 0
      ? [`${plural(before, 'earlier action')} ${before === 1 ? 'is' : 'are'} on the time-line.`]
      : []),
    ...acts.map((act) => actSentence(act, context, textLength)),
  ];
};

export const actSentence = (
  { kind, by, at, text, until }: Act,
  { oncall, now }: Context,
  textLength = TEXT_LENGTH,
): string => {
  const clock = (time: string): string => clockTime(Date.parse(time), now, oncall.timeZone);
  const who = shownText(by, NAME_LENGTH);
  const said = text === undefined ? '' : `: "${shownText(text, textLength)}"`;
  switch (kind) {
    case 'acknowledged':
      return `${clock(at)} ${who} acknowledged it${until ? ` until ${clock(until)}` : ''}.`;
    case 'silenced':
      return `${clock(at)} ${who} silenced it${until ? ` until ${clock(until)} at the latest` : ''}${said}.`;
    case 'unsilenced':
      return `${clock(at)} ${who} ended the silence.`;
    case 'note':
      return `${clock(at)} ${who} noted${said}.`;
    default:
      return kind satisfies never;
  }
};
