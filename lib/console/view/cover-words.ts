import { type Cover, type Covered, periodOfCover } from '../../domain/oncall/cover.ts';
import type { CoverNote } from '../../domain/oncall/cover-notes.ts';
import { type CoverProblem, FARTHEST_DAYS, LONGEST_DAYS } from '../../domain/oncall/cover-problem.ts';
import { MOST_COVERS } from '../../domain/oncall/covers-kept.ts';
import { clockTime } from '../../messages/text/time.ts';
import { shownText } from './labels.ts';
import type { View } from './view.ts';

/** What a person is called; one who has left `oncall.yml`, by their key. */
export const personName = (key: string, { oncall }: Pick<View, 'oncall'>): string =>
  (Object.hasOwn(oncall.people, key) ? oncall.people[key]?.name : undefined) ?? shownText(key);

export const coveredName = (covered: Covered, view: Pick<View, 'oncall'>): string =>
  'person' in covered ? personName(covered.person, view) : `whoever has the turn at level ${covered.level}`;

/** "Omar covers Sara from Tue 1 Dec 09:00 to Wed 2 Dec 09:00" */
export const coverSentence = (cover: Cover, view: View): string => {
  const { from, to } = periodOfCover(cover);
  const clock = (ms: number): string => clockTime(ms, view.now, view.oncall.timeZone);
  return `${personName(cover.by, view)} covers ${coveredName(cover.covered, view)} from ${clock(from)} to ${clock(to)}`;
};

/** Why a cover cannot be as it was asked for, and what can be done. */
export const problemWords = (problem: CoverProblem, view: View): string => {
  if ('cover' in problem)
    return problem.why === 'overlaps'
      ? `${coverSentence(problem.cover, view)} already, as ${shownText(problem.cover.createdBy)} has recorded. End that cover first, or choose another time.`
      : `${coverSentence(problem.cover, view)}, so the alerts would go there all the same. End that cover first.`;
  return REASONS[problem.why];
};

const REASONS: Record<Exclude<CoverProblem, { cover: Cover }>['why'], string> = {
  'nobody-known': 'Whoever stands in has to be under people in oncall.yml.',
  themselves: 'Nobody can stand in for themselves.',
  'has-it': 'Whoever is to take over has the turn in all of that time anyway.',
  'covers-nobody-known': 'Whoever is covered has to be under people in oncall.yml.',
  'no-turns': 'At that level nobody takes turns: choose a person instead.',
  'too-many': `${MOST_COVERS} covers have not passed yet, and more are not kept. End some of them.`,
  'begins-in-past': 'The beginning is in the past: a cover begins now at the earliest.',
  'too-far': `The beginning is more than ${FARTHEST_DAYS} days ahead.`,
  'before-beginning': 'The end has to be after the beginning.',
  'ends-in-past': 'The end is in the past.',
  'too-long': `A cover lasts at most ${LONGEST_DAYS} days. Whoever is away for longer is better taken out of the turns in oncall.yml.`,
};

/** What somebody should know about a cover that was agreed on. */
export const noteWords = (note: CoverNote, view: View): string => {
  switch (note.why) {
    case 'goes-on':
      return `${coverSentence(note.cover, view)}: in that time it is ${personName(note.cover.by, view)} who is alerted.`;
    case 'no-duty':
      return `${personName(note.person, view)} is not on duty in that time, so nothing changes unless oncall.yml does.`;
    case 'alone':
      return `${personName(note.person, view)} is then alone at levels ${note.levels.join(' and ')}: if ${personName(note.person, view)} does not answer, escalation reaches no other person.`;
    case 'no-sms':
      return `${personName(note.person, view)} has no telephone number in oncall.yml: alerts come by email alone, and wake nobody.`;
    case 'no-email':
      return `${personName(note.person, view)} has no email address in oncall.yml: alerts come by SMS alone.`;
    default:
      return note satisfies never;
  }
};
