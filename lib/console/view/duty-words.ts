import type { OnDuty } from '../../domain/oncall/duty.ts';
import { type Shift, shiftsBetween } from '../../domain/oncall/shifts.ts';
import { clockTime } from '../../messages/text/time.ts';
import { personName } from './cover-words.ts';
import type { View } from './view.ts';

const DAY_MS = 86_400_000;
/** How far ahead the next hand-over is looked for: longer than any turn, and than any cover. */
export const AHEAD_MS = 63 * DAY_MS;

/** Whether people are on duty here at all. */
export const hasPeople = ({ oncall }: Pick<View, 'oncall'>): boolean => Object.keys(oncall.people).length > 0;

/** "Omar", "Omar instead of Sara" */
const onDutyName = ({ person, instead }: OnDuty, view: View): string =>
  `${personName(person, view)}${instead === undefined ? '' : ` instead of ${personName(instead, view)}`}`;

/** "Omar instead of Sara and Huda" */
export const peopleWords = (people: readonly OnDuty[], view: View): string =>
  people.map((one) => onDutyName(one, view)).join(' and ');

/** Who is on duty at a level now and who is next; `until` is undefined if that does not change for long. */
export type DutyNow = { level: number; shift: Shift; until: number | undefined; next: Shift | undefined };

/** Who is on duty at each level that has somebody. */
export const dutiesNow = (view: View): DutyNow[] =>
  view.oncall.duties.flatMap((_, index) => {
    const level = index + 1;
    const [shift, next] = shiftsBetween(view.oncall, level, view.now, view.now + AHEAD_MS);
    return shift && shift.people.length > 0 ? [{ level, shift, until: next && shift.to, next }] : [];
  });

/** "Sara until Sun 6 Dec 09:00, then Omar" */
export const dutyWords = ({ shift, until, next }: DutyNow, view: View): string => {
  const now = peopleWords(shift.people, view);
  if (until === undefined || !next) return now;
  return `${now} until ${clockTime(until, view.now, view.oncall.timeZone)}, then ${peopleWords(next.people, view)}`;
};

/** The same of all levels: "Sara until Sun 6 Dec 09:00, then Omar; level 2: Huda" */
export const dutiesWords = (duties: readonly DutyNow[], view: View): string =>
  duties
    .map((duty) => `${duty.level === 1 ? '' : `level ${duty.level}: `}${dutyWords(duty, view)}`)
    .join('; ');
