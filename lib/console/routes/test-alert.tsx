import { decodeTime, isValid } from 'ulid';
import { readShelf } from '../../adapters/dynamodb/list-incidents.ts';
import { PersonName } from '../../domain/incidents/actor.ts';
import { TESTS_LIST } from '../../domain/incidents/test-alert.ts';
import { drillKey, drillProgress, endDrill } from '../../use-cases/incidents/test-alert.ts';
import { DrillPage, StartDrillPage } from '../pages/test-alert.tsx';
import type { Ctx } from '../request/context.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { postDrill } from '../request/start-test-alert.ts';
import { viewOf } from '../view/view.ts';

/** So many earlier tests are listed: who tests each week sees two months. */
const EARLIER = 8;

const startPage = async (context: Ctx, problem?: string, typed?: unknown) => {
  const { work } = context.env;
  const { incidents } = await readShelf(work.store, TESTS_LIST, { limit: EARLIER });
  return context.html(
    <StartDrillPage
      view={viewOf(work)}
      earlier={incidents}
      who={typeof typed === 'string' ? typed : rememberedName(context)}
      {...(problem !== undefined && { problem })}
    />,
    problem === undefined ? 200 : 400,
  );
};

export const drillPage = (context: Ctx) => startPage(context);

export const startDrill = async (context: Ctx) => {
  const { work } = context.env;
  const { who: typed } = await context.req.parseBody();
  const who = PersonName.safeParse(typed);
  if (!who.success)
    return startPage(context, 'Type your name: at most 60 characters, without “(API)”.', typed);
  try {
    const id = await postDrill(context, who.data);
    rememberName(context, who.data);
    return context.redirect(`/console/drill/${id}`, 303);
  } catch (error) {
    work.log.error('a drill could not be posted', { error });
    return startPage(
      context,
      'The drill could not be posted: this is what a drill is for. Look into the logs.',
    );
  }
};

export const drillStatusPage = async (context: Ctx) => {
  const { work } = context.env;
  const id = context.req.param('id') ?? '';
  const progress = isValid(id) ? await drillProgress(work, drillKey(id)) : undefined;
  if (!progress) return context.notFound();
  return context.html(
    <DrillPage view={viewOf(work)} id={id} startedAt={decodeTime(id)} progress={progress} />,
  );
};

export const closeDrill = async (context: Ctx) => {
  await endDrill(context.env.work, rememberedName(context) || 'a test alert');
  return context.redirect('/console', 303);
};
