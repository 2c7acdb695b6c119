import type { Watched } from '../probing/monitor.ts';
import type { MonitorEnd } from '../probing/monitor-end.ts';
import { type NormalStatus, withNormal } from '../probing/normal-status.ts';
import { answeredStatus, type Look } from '../probing/probe-result.ts';
import { type MonitorAction, Who } from './action.ts';
import { already, type Decision, done, entryBy } from './apply-action.ts';
import type { Incident } from './incident.ts';
import { step } from './transition.ts';

const SERVER_ERROR = 500;

/** What an action writes to the monitor; null removes the attribute. */
export type MonitorChange = {
  normalStatus?: NormalStatus | null;
  normalForgottenAt?: string;
  history?: Look[];
  ended?: MonitorEnd;
};

export type MonitorDecision = Omit<Decision, 'change'> & {
  change?: { monitor: MonitorChange; incident?: Incident; entry?: ReturnType<ReturnType<typeof entryBy>> };
};

type Known = { monitor: Watched | undefined; latest: Incident | undefined };

/** Applies an action to the monitoring of an endpoint, and to its incident if that is open. */
export const decideOnMonitor = (
  known: Known,
  action: MonitorAction,
  typedName: string,
  now: Date,
): MonitorDecision => {
  const who = Who.parse(typedName);
  switch (action.kind) {
    case 'normal':
      return learnFrom(known, who, now);
    case 'stop-monitoring':
      return stop(known, who, now);
    case 'forget-normal':
      return forget(known, who, now);
    default:
      return action satisfies never;
  }
};

const openOne = (latest: Incident | undefined): Incident | undefined =>
  latest?.state === 'resolved' ? undefined : latest;

const entryOf = (
  latest: Incident | undefined,
  who: string,
  now: Date,
  kind: 'normal' | 'stopped' | 'forgot-normal',
  reason?: string,
) => latest && { entry: { ...entryBy(latest, who, now)(kind), ...(reason !== undefined && { reason }) } };

/** The server error that the endpoint answered last, according to its monitor or to its incident. */
export const lastError = ({ monitor, latest }: Known): number | undefined => {
  const look = monitor?.history.findLast(({ kind }) => kind !== 'neutral');
  const probe = latest?.probe;
  const status = probe && probe.at > (look?.at ?? '') ? answeredStatus(probe) : look?.status;
  return status !== undefined && status >= SERVER_ERROR ? status : undefined;
};

const learnFrom = (known: Known, who: string, now: Date): MonitorDecision => {
  const { monitor, latest } = known;
  const status = lastError(known);
  if (status === undefined) return already('Our last probe was not answered with an error');
  const open = openOne(latest);
  if (!open && monitor?.normalStatus?.status === status)
    return already(`HTTP ${status} is known to be its normal answer`);
  const normalStatus: NormalStatus = { status, learnedFrom: 'person', by: who, at: now.toISOString() };
  return done(`${who} says that it works and always answers HTTP ${status}.`, {
    monitor: { normalStatus, history: withNormal(monitor?.history ?? [], status) },
    ...(open && { incident: step(open, { kind: 'resolved', by: who, normalStatus }, now) }),
    ...entryOf(latest, who, now, 'normal', `HTTP ${status}`),
  });
};

const stop = ({ monitor, latest }: Known, who: string, now: Date): MonitorDecision => {
  const open = openOne(latest);
  if (latest && latest.endpoint === undefined) return already('Only endpoints are monitored');
  if (!open && monitor?.watch === undefined) return already('It is not monitored');
  return done(`${who} stopped the monitoring. It begins again once Flavours reports this endpoint.`, {
    monitor: { ended: { why: 'stopped', at: now.toISOString(), by: who } },
    ...(open && { incident: step(open, { kind: 'resolved', by: who, isStopped: true }, now) }),
    ...entryOf(latest, who, now, 'stopped'),
  });
};

const forget = ({ monitor, latest }: Known, who: string, now: Date): MonitorDecision => {
  const status = monitor?.normalStatus?.status;
  if (status === undefined) return already('No answer is known to be normal');
  return done(`${who} took back that it always answers HTTP ${status}.`, {
    monitor: { normalStatus: null, normalForgottenAt: now.toISOString() },
    ...entryOf(latest, who, now, 'forgot-normal', `HTTP ${status}`),
  });
};
