import * as z from 'zod';
import { Reason } from '../../domain/incidents/action.ts';
import { PersonName } from '../../domain/incidents/actor.ts';
import type { Covered, CoverRequest } from '../../domain/oncall/cover.ts';
import { localBeginning, localEnd } from '../../domain/oncall/local-moment.ts';
import { PersonKey } from '../../domain/oncall/people.ts';
import { TakeOverUntil, takeOverEnd } from '../../domain/oncall/take-over.ts';
import { LocalTime } from '../../domain/oncall/time-of-day.ts';
import { personName } from '../view/cover-words.ts';
import type { View } from '../view/view.ts';

/** What was asked for, or what is wrong with a field, in words for whoever asked. */
export type AskedCover = { request: CoverRequest } | { problem: string };

/** Browsers add seconds where a value has some. */
const PostedTime = z
  .string()
  .transform((text) => text.replace(/^(.{16}):00(?:\.0+)?$/, '$1'))
  .pipe(LocalTime);

const CoverForm = z.object({
  by: PersonKey,
  covered: z.union([
    z
      .string()
      .regex(/^level [1-5]$/)
      .transform((text): Covered => ({ level: Number(text.slice('level '.length)) })),
    PersonKey.transform((person): Covered => ({ person })),
  ]),
  from: PostedTime,
  to: PostedTime,
  reason: Reason,
  actor: PersonName,
});

const TakeOver = z.object({
  by: PersonKey,
  level: z.coerce.number().pipe(z.int().min(1).max(5)),
  until: TakeOverUntil,
});

const FIELDS: Record<string, string> = {
  by: 'Choose who stands in.',
  covered: 'Choose who is covered.',
  from: 'Give the day and the time of the beginning.',
  to: 'Give the day and the time of the end.',
  reason: 'Say why, in at most 200 characters.',
  actor: 'Type your name: at most 60 characters, and without “(API)”, which marks programs.',
  level: 'Choose a level at which people take turns.',
  until: 'Choose until when.',
};

const problemIn = ({ issues }: z.ZodError): { problem: string } => ({
  problem: FIELDS[String(issues[0]?.path[0] ?? '')] ?? 'This is no form of ours: use those below.',
});

/** A cover as the form has it: its times are those of the team's clocks. */
export const readCoverForm = (posted: unknown, { oncall, now }: View): AskedCover => {
  const form = CoverForm.safeParse(posted);
  if (!form.success) return problemIn(form.error);
  const { from, to, actor, ...rest } = form.data;
  return {
    request: {
      ...rest,
      from: localBeginning(from, oncall.timeZone, now),
      to: localEnd(to, oncall.timeZone),
      createdBy: actor,
    },
  };
};

/** Somebody takes over the turn at a level at once. They have said who they are by choosing themselves. */
export const readTakeOver = (posted: unknown, view: View): AskedCover => {
  const form = TakeOver.safeParse(posted);
  if (!form.success) return problemIn(form.error);
  const { by, level, until } = form.data;
  const to = takeOverEnd(view.oncall, level, until, view.now);
  if (to === undefined) return { problem: FIELDS['level'] ?? '' };
  return {
    request: {
      covered: { level },
      by,
      from: view.now,
      to,
      reason: 'took over',
      createdBy: personName(by, view),
    },
  };
};
