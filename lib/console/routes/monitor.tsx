import { saveLastAction } from '../../adapters/dynamodb/sessions.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { actOnMonitor } from '../../use-cases/incidents/act-on-monitor.ts';
import type { Ctx } from '../request/context.ts';
import { readMonitorForm } from '../request/parse-action.ts';
import { rememberedName, rememberName } from '../request/remembered-name.ts';
import { endpointPath } from '../view/paths.ts';

/** Performs one action on the monitoring of an endpoint; the answer is its page with the outcome. */
export const actOnEndpoint = async (context: Ctx) => {
  const endpointKey = context.req.param('endpointKey') ?? '';
  if (!isKeyLike(endpointKey)) return context.notFound();
  const { run } = context.env;
  const read = readMonitorForm(await context.req.parseBody());
  const result =
    'problem' in read ? undefined : await actOnMonitor(run, { endpointKey }, read.action, read.actor);
  if (result?.outcome === 'unknown') return context.notFound();
  const actor = 'problem' in read ? rememberedName(context) : read.actor;
  const message =
    'problem' in read
      ? { text: read.problem, isDone: false }
      : { text: result?.message ?? '', isDone: result?.outcome === 'done' };
  if (actor !== '') rememberName(context, actor);
  await saveLastAction(run.store, context.get('sessionKey'), { actor, message }, run.now());
  return context.redirect(`${endpointPath(endpointKey)}?action`, 303);
};
