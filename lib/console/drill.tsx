import { decodeTime, isValid } from 'ulid';
import { Who } from '../action.ts';
import { postNotification } from '../adapters/own-webhook.ts';
import { rememberAct } from '../adapters/store/sessions.ts';
import { DRILL_ENDPOINT, DRILL_SOURCE } from '../drill.ts';
import { drillKey, drillProgress, endDrill } from '../flow/drill.ts';
import type { Ctx } from './console.ts';
import { DrillPage, StartDrillPage } from './pages/drill.tsx';
import { viewOf } from './parts/view.ts';
import { urlOf } from './sources.tsx';

const startPage = (context: Ctx, problem?: string) =>
  context.html(
    <StartDrillPage
      view={viewOf(context.env.work)}
      who={context.get('session').who ?? ''}
      {...(problem !== undefined && { problem })}
    />,
    problem === undefined ? 200 : 400,
  );

export const drillPage = (context: Ctx) => startPage(context);

/** A marked notification through our own front door, and from there the whole way. Answers with its id. */
export const postDrill = async (context: Ctx, who: string): Promise<string> => {
  await endDrill(context.env.work, who);
  return postNotification(urlOf(context, DRILL_SOURCE), {
    code: 0,
    endpoint: DRILL_ENDPOINT,
    message: `A drill by ${who}: nothing is broken.`,
  });
};

export const startDrill = async (context: Ctx) => {
  const { work } = context.env;
  const { who: typed } = await context.req.parseBody();
  const who = Who.safeParse(typed);
  if (!who.success) return startPage(context, 'Type your name, at most 60 characters.');
  try {
    const id = await postDrill(context, who.data);
    await rememberAct(work.store, context.get('sessionKey'), { who: who.data });
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
  await endDrill(context.env.work, context.get('session').who ?? 'a drill');
  return context.redirect('/console', 303);
};
