import { rememberAct } from '../../adapters/dynamodb/sessions.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { actOnMonitor } from '../../use-cases/incidents/act-on-monitor.ts';
import type { Ctx } from '../request/context.ts';
import { readMonitorForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { endpointPath } from '../view/paths.ts';

/** One action on the monitoring of an endpoint; the answer is its page with what came of it. */
export const actOnEndpoint = async (context: Ctx) => {
  const endpointKey = context.req.param('endpointKey') ?? '';
  if (!isKeyLike(endpointKey)) return context.notFound();
  const { work } = context.env;
  const read = readMonitorForm(await context.req.parseBody());
  const acted =
    'problem' in read ? undefined : await actOnMonitor(work, { endpointKey }, read.action, read.who);
  if (acted?.outcome === 'unknown') return context.notFound();
  const who = 'problem' in read ? rememberedName(context) : read.who;
  const said =
    'problem' in read
      ? { text: read.problem, isDone: false }
      : { text: acted?.said ?? '', isDone: acted?.outcome === 'done' };
  if (who !== '') rememberName(context, who);
  await rememberAct(work.store, context.get('sessionKey'), { who, said }, work.now());
  return context.redirect(`${endpointPath(endpointKey)}?acted`, 303);
};
