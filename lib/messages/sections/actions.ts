import { untoldActs, untoldBefore } from '../../domain/alerting/due-alerts.ts';
import type { Act, Incident } from '../../domain/incidents/incident.ts';
import { UNTOLD_KEPT } from '../../domain/incidents/recorded-action.ts';
import { ACTIONS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { clockIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import type { Context } from './message.ts';

const NAME_LENGTH = 60;
const TEXT_LENGTH = 500;

/** A sentence for each act that the others are not told yet; of more than `most` the last, after how many there were before. */
export const actSentences = (
  incident: Incident,
  context: Context,
  { most = UNTOLD_KEPT, textLength = TEXT_LENGTH }: { most?: number; textLength?: number } = {},
): string[] => {
  const acts = untoldActs(incident).slice(-most);
  const before = untoldBefore(incident, acts);
  return [
    ...(before > 0 ? [say(context.oncall.language, ACTIONS.earlier, { count: before })] : []),
    ...acts.map((act) => actSentence(act, context, textLength)),
  ];
};

export const actSentence = (
  { kind, by, at, text, until }: Act,
  context: Context,
  textLength = TEXT_LENGTH,
): string => {
  const { language } = context.oncall;
  const clock = (time: string): string => clockIn(context, Date.parse(time));
  const act = { at: clock(at), who: shownText(by, NAME_LENGTH) };
  const words = { ...act, text: shownText(text ?? '', textLength) };
  switch (kind) {
    case 'acknowledged':
      return until === undefined
        ? say(language, ACTIONS.acknowledged, act)
        : say(language, ACTIONS.acknowledgedUntil, { ...act, until: clock(until) });
    case 'silenced':
      return until === undefined
        ? say(language, ACTIONS.silenced, words)
        : say(language, ACTIONS.silencedUntil, { ...words, until: clock(until) });
    case 'unsilenced':
      return say(language, ACTIONS.unsilenced, act);
    case 'note':
      return say(language, ACTIONS.note, words);
    default:
      return kind satisfies never;
  }
};
