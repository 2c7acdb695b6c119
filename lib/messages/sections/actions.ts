import type { Incident, RecordedAction } from '../../domain/incidents/incident.ts';
import { UNSENT_KEPT } from '../../domain/incidents/recorded-action.ts';
import { unsentActions, unsentBefore } from '../../domain/incidents/unsent-actions.ts';
import { ACTIONS } from '../language/phrases/mail.ts';
import { say } from '../language/say.ts';
import { clockIn } from '../language/times.ts';
import { shownText } from '../text/plain-text.ts';
import type { Context } from './message.ts';

const NAME_LENGTH = 60;
const TEXT_LENGTH = 500;

/**
 * A sentence for each action that the others have not heard about; of more than `most` the last ones, after how many
 * there were before.
 */
export const actionSentences = (
  incident: Incident,
  context: Context,
  { most = UNSENT_KEPT, textLength = TEXT_LENGTH }: { most?: number; textLength?: number } = {},
): string[] => {
  const recentActions = unsentActions(incident).slice(-most);
  const before = unsentBefore(incident, recentActions);
  return [
    ...earlier(before, context),
    ...recentActions.map((recorded) => actionSentence(recorded, context, textLength)),
  ];
};

const earlier = (count: number, { oncall: { language } }: Context): string[] => {
  if (count === 0) return [];
  return [count === 1 ? say(language, ACTIONS.earlierOne, {}) : say(language, ACTIONS.earlier, { count })];
};

export const actionSentence = (
  { kind, actor, at, text, until }: RecordedAction,
  context: Context,
  textLength = TEXT_LENGTH,
): string => {
  const { language } = context.oncall;
  const clock = (time: string): string => clockIn(context, Date.parse(time));
  const atAndName = { at: clock(at), name: shownText(actor, NAME_LENGTH) };
  const words = { ...atAndName, text: shownText(text ?? '', textLength) };
  switch (kind) {
    case 'acknowledged':
      return until === undefined
        ? say(language, ACTIONS.acknowledged, atAndName)
        : say(language, ACTIONS.acknowledgedUntil, { ...atAndName, until: clock(until) });
    case 'silenced':
      return until === undefined
        ? say(language, ACTIONS.silenced, words)
        : say(language, ACTIONS.silencedUntil, { ...words, until: clock(until) });
    case 'unsilenced':
      return say(language, ACTIONS.unsilenced, atAndName);
    case 'note':
      return say(language, ACTIONS.note, words);
    default:
      return kind satisfies never;
  }
};
