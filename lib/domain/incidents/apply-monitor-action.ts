import type { Monitor } from '../probing/monitor.ts';
import type { MonitorEnd } from '../probing/monitor-end.ts';
import { type NormalStatus, withNormal } from '../probing/normal-status.ts';
import { answeredStatus, type ProbeResult } from '../probing/probe-result.ts';
import { ActorName, type MonitorAction } from './action.ts';
import { type ActionOutcome, already, done, entryBy } from './apply-action.ts';
import type { Incident } from './incident.ts';
import { transition } from './transition.ts';

const SERVER_ERROR = 500;

/** What an action writes to the monitor; null removes the attribute. */
export type MonitorChange = {
  normalStatus?: NormalStatus | null;
  normalForgottenAt?: string;
  history?: ProbeResult[];
  ended?: MonitorEnd;
};

export type MonitorActionOutcome = Omit<ActionOutcome, 'change'> & {
  change?: { monitor: MonitorChange; incident?: Incident; entry?: ReturnType<ReturnType<typeof entryBy>> };
};

type Known = { monitor: Monitor | undefined; latest: Incident | undefined };

/** Applies an action to the monitoring of an endpoint, and to its incident if that is open. */
export const applyMonitorAction = (
  known: Known,
  action: MonitorAction,
  typedName: string,
  now: Date,
): MonitorActionOutcome => {
  const actor = ActorName.parse(typedName);
  switch (action.kind) {
    case 'normal':
      return learnFrom(known, actor, now);
    case 'stop-monitoring':
      return stop(known, actor, now);
    case 'forget-normal':
      return forget(known, actor, now);
    default:
      return action satisfies never;
  }
};

const openOne = (latest: Incident | undefined): Incident | undefined =>
  latest?.state === 'resolved' ? undefined : latest;

const entryOf = (
  latest: Incident | undefined,
  actor: string,
  now: Date,
  kind: 'normal' | 'stopped' | 'forgot-normal',
  reason?: string,
) => latest && { entry: { ...entryBy(latest, actor, now)(kind), ...(reason !== undefined && { reason }) } };

/** The server error that the endpoint answered last, according to its monitor or to its incident. */
export const lastError = ({ monitor, latest }: Known): number | undefined => {
  const result = monitor?.history.findLast(({ kind }) => kind !== 'unknown');
  const probe = latest?.probe;
  const status = probe && probe.at > (result?.at ?? '') ? answeredStatus(probe) : result?.status;
  return status !== undefined && status >= SERVER_ERROR ? status : undefined;
};

const learnFrom = (known: Known, actor: string, now: Date): MonitorActionOutcome => {
  const { monitor, latest } = known;
  const status = lastError(known);
  if (status === undefined) return already('Our last probe was not answered with an error');
  const open = openOne(latest);
  if (!open && monitor?.normalStatus?.status === status)
    return already(`HTTP ${status} is known to be its normal answer`);
  const normalStatus: NormalStatus = { status, learnedFrom: 'person', actor, at: now.toISOString() };
  return done(`${actor} says that it works and always answers HTTP ${status}.`, {
    monitor: { normalStatus, history: withNormal(monitor?.history ?? [], status) },
    ...(open && { incident: transition(open, { kind: 'resolved', actor, normalStatus }, now) }),
    ...entryOf(latest, actor, now, 'normal', `HTTP ${status}`),
  });
};

const stop = ({ monitor, latest }: Known, actor: string, now: Date): MonitorActionOutcome => {
  const open = openOne(latest);
  if (latest && latest.endpoint === undefined) return already('Only endpoints are monitored');
  if (!open && monitor?.monitored === undefined) return already('It is not monitored');
  return done(`${actor} stopped the monitoring. It begins again once Flavours reports this endpoint.`, {
    monitor: { ended: { why: 'stopped', at: now.toISOString(), actor } },
    ...(open && { incident: transition(open, { kind: 'resolved', actor, isStopped: true }, now) }),
    ...entryOf(latest, actor, now, 'stopped'),
  });
};

const forget = ({ monitor, latest }: Known, actor: string, now: Date): MonitorActionOutcome => {
  const status = monitor?.normalStatus?.status;
  if (status === undefined) return already('No answer is known to be normal');
  return done(`${actor} took back that it always answers HTTP ${status}.`, {
    monitor: { normalStatus: null, normalForgottenAt: now.toISOString() },
    ...entryOf(latest, actor, now, 'forgot-normal', `HTTP ${status}`),
  });
};
