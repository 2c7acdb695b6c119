import { untoldActs } from '../../domain/alerting/due-alerts.ts';
import type { Act } from '../../domain/incidents/incident.ts';
import { row } from '../text/layout.ts';
import { shownText } from '../text/plain-text.ts';
import { clockTime } from '../text/time.ts';
import type { Context, Telling } from './message.ts';

const NAME_LENGTH = 60;
const TEXT_LENGTH = 500;

/** What people did and the others are not told yet, with who and when. */
export const actRows = ({ incident }: Telling, context: Context): string[] =>
  untoldActs(incident).flatMap((act, index) => row(index === 0 ? 'Done' : '', actSentence(act, context)));

export const actSentence = ({ kind, by, at, text, until }: Act, { oncall, now }: Context): string => {
  const clock = (time: string): string => clockTime(Date.parse(time), now, oncall.timeZone);
  const who = shownText(by, NAME_LENGTH);
  const said = text === undefined ? '' : `: "${shownText(text, TEXT_LENGTH)}"`;
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
