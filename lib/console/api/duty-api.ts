import type * as z from 'zod';
import { coverJson, dutyJson } from '../../domain/api/duty-json.ts';
import {
  CoverBody,
  DEFAULT_DAYS,
  DutyQuery,
  EndCoverBody,
  MOST_DAYS,
} from '../../domain/api/duty-schemas.ts';
import { queryProblem } from '../../domain/api/query-problem.ts';
import type { Cover } from '../../domain/oncall/cover.ts';
import { notesOn } from '../../domain/oncall/cover-notes.ts';
import { endCoverNow, requestCover } from '../../use-cases/oncall/change-covers.ts';
import { actorOf } from '../request/actor.ts';
import type { Ctx } from '../request/context.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { coverSentence, noteWords, problemWords } from '../view/cover-words.ts';
import { AHEAD_MS } from '../view/duty-words.ts';
import { viewOf } from '../view/view.ts';
import { queryBy } from './request.ts';

const DAY_MS = 86_400_000;

/** GET: who is on duty now, and in a period. */
export const showDuty = (context: Ctx) => {
  const query = queryBy(context, DutyQuery);
  if (query instanceof Response) return query;
  const { oncall, now } = viewOf(context.env.run);
  const from = query.from === undefined ? now : Date.parse(query.from);
  const to = query.to === undefined ? from + DEFAULT_DAYS * DAY_MS : Date.parse(query.to);
  if (to <= from) return problemAnswer(context, 400, 'to: expected a time after from');
  if (to - from > MOST_DAYS * DAY_MS)
    return problemAnswer(context, 400, `to: expected at most ${MOST_DAYS} days after from`);
  return context.json(dutyJson(oncall, { from, to, now, lookAheadMs: AHEAD_MS }));
};

/** GET: all covers that are kept. */
export const showCovers = (context: Ctx) => {
  const { oncall, now } = viewOf(context.env.run);
  const covers = oncall.covers.toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return context.json({ items: covers.map((cover) => coverJson(cover, oncall, now)) });
};

/** The body as `schema` has it, or the answer that says what is wrong with it. */
const bodyBy = async <Schema extends z.ZodObject>(
  context: Ctx,
  schema: Schema,
): Promise<z.infer<Schema> | Response> => {
  const posted: unknown = await context.req.json().catch(() => undefined);
  const body = schema.safeParse(posted);
  return body.success ? body.data : problemAnswer(context, 400, queryProblem(body.error, schema));
};

const answered = (context: Ctx, outcome: 'done' | 'already', message: string, cover: Cover) => {
  const { oncall, now } = viewOf(context.env.run);
  return context.json({ outcome, message, cover: coverJson(cover, oncall, now) });
};

/** What the request calls it. */
const FIELDS = { covered: 'covered', by: 'by', beginning: 'from', end: 'to' } as const;

/** POST: somebody stands in. */
export const addCover = async (context: Ctx) => {
  const body = await bodyBy(context, CoverBody);
  if (body instanceof Response) return body;
  const { run } = context.env;
  const view = viewOf(run);
  const outcome = await requestCover(run, {
    covered: body.covered,
    by: body.by,
    from: body.from === undefined ? view.now : Date.parse(body.from),
    to: Date.parse(body.to),
    reason: body.reason,
    createdBy: actorOf(context, body.actor),
  });
  if (outcome.kind === 'refused') {
    const { problem } = outcome;
    const end = 'cover' in problem ? ` Its id is ${problem.cover.id}.` : '';
    return problemAnswer(context, 409, `${FIELDS[problem.field]}: ${problemWords(problem, view)}${end}`);
  }
  const { cover } = outcome;
  const sentence = `${coverSentence(cover, view)}.`;
  if (outcome.kind === 'already')
    return answered(context, 'already', `${sentence} It was recorded before.`, cover);
  const notes = notesOn({ ...view.oncall, covers: outcome.covers }, cover).map((note) =>
    noteWords(note, view),
  );
  return answered(context, 'done', [sentence, ...notes].join(' '), cover);
};

/** POST: ends a cover, or cancels it. */
export const endCoverOf = async (context: Ctx) => {
  const body = await bodyBy(context, EndCoverBody);
  if (body instanceof Response) return body;
  const { run } = context.env;
  const outcome = await endCoverNow(run, context.req.param('coverId') ?? '', actorOf(context, body.actor));
  if (outcome.kind === 'unknown') return problemAnswer(context, 404, 'there is no such cover');
  const words = { ended: 'it has ended', cancelled: 'it is cancelled', already: 'it was over before' };
  return answered(
    context,
    outcome.kind === 'already' ? 'already' : 'done',
    words[outcome.kind],
    outcome.cover,
  );
};
