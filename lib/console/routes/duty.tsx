import { PersonName } from '../../domain/incidents/actor.ts';
import { notesOn } from '../../domain/oncall/cover-notes.ts';
import { UNNAMED } from '../../domain/security/api-token.ts';
import { endCoverNow, requestCover } from '../../use-cases/oncall/change-covers.ts';
import { DutyPage, type DutyProps } from '../pages/duty-page.tsx';
import type { Ctx } from '../request/context.ts';
import { lastOutcome, showOutcome } from '../request/last-outcome.ts';
import { type AskedCover, readCoverForm, readTakeOver } from '../request/parse-cover.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { coverSentence, noteWords, problemWords } from '../view/cover-words.ts';
import { DUTY_PATH } from '../view/paths.ts';
import { typedIn } from '../view/typed.ts';
import { viewOf } from '../view/view.ts';

const show = (context: Ctx, more: Pick<DutyProps, 'message' | 'typed'> = {}, status: 200 | 400 | 409 = 200) =>
  context.html(<DutyPage view={viewOf(context.env.run)} actor={rememberedName(context)} {...more} />, status);

export const dutyPage = (context: Ctx) => {
  const message = lastOutcome(context);
  return show(context, message ? { message } : {});
};

export const coverSomebody = async (context: Ctx) => {
  const form = await context.req.parseBody();
  return agree(context, readCoverForm(form, viewOf(context.env.run)), typedIn(form));
};

export const takeOver = async (context: Ctx) => {
  const form = await context.req.parseBody();
  const { by = '', ...typed } = typedIn(form);
  return agree(context, readTakeOver(form, viewOf(context.env.run)), { ...typed, taker: by });
};

/** Agrees on what was asked for; the answer is the page, with what came of it. */
const agree = async (context: Ctx, asked: AskedCover, typed: NonNullable<DutyProps['typed']>) => {
  const { run } = context.env;
  const view = viewOf(run);
  if ('problem' in asked) return show(context, { message: { text: asked.problem, tone: 'bad' }, typed }, 400);
  const { request } = asked;
  const outcome = await requestCover(run, request);
  if (outcome.kind === 'refused')
    return show(context, { message: { text: problemWords(outcome.problem, view), tone: 'bad' }, typed }, 409);
  rememberName(context, request.createdBy);
  const { cover } = outcome;
  const sentence = `${coverSentence(cover, view)}.`;
  if (outcome.kind === 'already')
    return showOutcome(context, { text: `${sentence} It was recorded before.`, isDone: false }, DUTY_PATH);
  const notes = notesOn({ ...view.oncall, covers: outcome.covers }, cover).map((note) =>
    noteWords(note, view),
  );
  return showOutcome(context, { text: [sentence, ...notes].join(' '), isDone: true }, DUTY_PATH);
};

/** Ends a cover at once, whoever agreed on it. */
export const endCoverHere = async (context: Ctx) => {
  const { run } = context.env;
  const view = viewOf(run);
  const { actor: typed } = await context.req.parseBody();
  const actor = PersonName.safeParse(typed).data ?? (rememberedName(context) || UNNAMED);
  const outcome = await endCoverNow(run, context.req.param('coverId') ?? '', actor);
  if (outcome.kind === 'unknown') return context.notFound();
  const words = {
    ended: 'It has ended now:',
    cancelled: 'It is cancelled:',
    already: 'It was over before:',
  }[outcome.kind];
  const sentence = coverSentence(
    outcome.kind === 'cancelled' ? withoutEnd(outcome.cover) : outcome.cover,
    view,
  );
  return showOutcome(
    context,
    { text: `${words} ${sentence}.`, isDone: outcome.kind !== 'already' },
    DUTY_PATH,
  );
};

const withoutEnd = <Cover extends { endedAt?: string | undefined }>({ endedAt: _, ...cover }: Cover) => cover;
