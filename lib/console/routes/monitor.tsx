import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { actOnMonitor } from '../../use-cases/incidents/act-on-monitor.ts';
import type { Ctx } from '../request/context.ts';
import { showOutcome } from '../request/last-outcome.ts';
import { readMonitorForm } from '../request/parse-action.ts';
import { rememberName } from '../request/remembered-name.ts';
import { endpointPath } from '../view/paths.ts';

/** Performs one action on the monitoring of an endpoint; the answer is its page with the outcome. */
export const actOnEndpoint = async (context: Ctx) => {
  const endpointKey = context.req.param('endpointKey') ?? '';
  if (!isKeyLike(endpointKey)) return context.notFound();
  const path = endpointPath(endpointKey);
  const read = readMonitorForm(await context.req.parseBody());
  if ('problem' in read) return showOutcome(context, { text: read.problem, isDone: false }, path);
  const { outcome, message } = await actOnMonitor(context.env.run, { endpointKey }, read.action, read.actor);
  if (outcome === 'unknown') return context.notFound();
  rememberName(context, read.actor);
  return showOutcome(context, { text: message, isDone: outcome === 'done' }, path);
};
