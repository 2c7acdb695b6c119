import type * as z from 'zod';
import { readMonitors } from '../../adapters/dynamodb/monitors.ts';
import { incidentJson } from '../../domain/api/incident-json.ts';
import type { ApiMonitor, ApiNormalStatus } from '../../domain/api/monitor-schemas.ts';
import type { ApiEndpoint } from '../../domain/api/schemas.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import { instantIn, inZone } from '../../domain/oncall/instant.ts';
import { lateSince, type Monitor } from '../../domain/probing/monitor.ts';
import type { NormalStatus } from '../../domain/probing/normal-status.ts';
import { actOnMonitor } from '../../use-cases/incidents/act-on-monitor.ts';
import { actorOf } from '../request/actor.ts';
import type { Ctx } from '../request/context.ts';
import { invalidItem } from '../request/log-invalid-item.ts';
import { readMonitorRequest } from '../request/parse-action.ts';
import { problemAnswer } from '../request/problem-response.ts';
import { nameOf, shownText } from '../view/labels.ts';
import { normalOf } from '../view/normal-status.ts';
import { type View, viewOf } from '../view/view.ts';
import { shapesOf } from './incident-shape.ts';
import { monitorSummary } from './serialize.ts';

/** An endpoint's normal status, as the API shows it. */
export const normalShape = (
  { actor, ...normal }: NormalStatus,
  { oncall }: View,
): z.infer<typeof ApiNormalStatus> => ({
  ...inZone(normal, oncall.timeZone),
  ...(actor !== undefined && { actor: shownText(actor) }),
});

/** The monitoring of an endpoint as the API shows it. */
export const monitorShape = (monitor: Monitor, view: View): z.infer<typeof ApiMonitor> => {
  const { monitored, nextProbeAt, ended } = monitor;
  const notProbedSince = lateSince(monitor, new Date(view.now));
  const normal = normalOf(monitor, view);
  const fields = {
    isMonitored: monitored !== undefined,
    ...(monitored !== undefined && nextProbeAt !== undefined && { nextProbeAt }),
    ...(notProbedSince !== undefined && { notProbedSince }),
    ...(monitored === undefined &&
      ended && {
        ended: {
          why: ended.why,
          at: instantIn(ended.at, view.oncall.timeZone),
          ...(ended.actor !== undefined && { actor: shownText(ended.actor) }),
        },
      }),
    ...(normal && { normalStatus: normalShape(normal, view) }),
  };
  return inZone(fields, view.oncall.timeZone);
};

/** The beginning of an endpoint: its name, by its last incident or its monitor, and how it is monitored. */
export const endpointShape = (
  endpointKey: string,
  latest: Incident | undefined,
  monitor: Monitor | undefined,
  view: View,
): Pick<z.infer<typeof ApiEndpoint>, 'endpointKey' | 'name' | 'endpoint' | 'monitor'> => {
  const monitored = monitor && monitorSummary(monitor, view);
  const endpoint = latest ? incidentJson(latest, view).endpoint : monitored?.endpoint;
  return {
    endpointKey,
    name: latest ? nameOf(latest, view) : (monitored?.name ?? endpointKey),
    ...(endpoint !== undefined && { endpoint }),
    ...(monitor && { monitor: monitorShape(monitor, view) }),
  };
};

/** The monitor of one endpoint, if it has or had one. */
export const monitorOf = async (context: Ctx, endpointKey: string): Promise<Monitor | undefined> => {
  const { run } = context.env;
  const [monitor] = await readMonitors(run.store, [endpointKey], invalidItem(run));
  return monitor;
};

/** POST: stops the monitoring of an endpoint, or sets or clears its normal status. */
export const postEndpointAction = async (context: Ctx): Promise<Response> => {
  const { run } = context.env;
  const endpointKey = context.req.param('endpointKey') ?? '';
  const posted: unknown = await context.req.json().catch(() => undefined);
  const read = readMonitorRequest(posted);
  if ('problem' in read) return problemAnswer(context, 400, read.problem);
  if (!isKeyLike(endpointKey))
    return problemAnswer(context, 404, 'nothing was ever heard of such an endpoint');
  const { outcome, message, incident } = await actOnMonitor(
    run,
    { endpointKey },
    read.action,
    actorOf(context, read.actor),
  );
  if (outcome === 'unknown') return problemAnswer(context, 404, message);
  const shown = incident && (await shapesOf(run.store, [incident], viewOf(run)))(incident);
  return context.json({ outcome, message, ...(shown && { incident: shown }) });
};
