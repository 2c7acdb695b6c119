import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { endMonitoring, readWatched, watch } from '../../adapters/dynamodb/monitors.ts';
import { watchedByName } from '../../domain/endpoints/configured-monitor.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Watched } from '../../domain/probing/monitor.ts';
import { withDue } from '../alerting/due-incident.ts';
import { deliver } from '../alerting/send-due-alerts.ts';
import { warn } from '../alerting/send-early-warnings.ts';
import { sideBySide } from '../runtime/map-limit.ts';
import type { Work } from '../runtime/run-context.ts';
import { judge } from './apply-probe-result.ts';
import { monitorEnd } from './monitor-lifetime.ts';
import { planProbes } from './plan-probes.ts';
import { postpone } from './postpone-probe.ts';
import { remember } from './record-probe-result.ts';

const SIDE_BY_SIDE = 20;
/** Kept back for telling: of 60 s, no look is begun after 40. */
const DELIVERY_MS = 20_000;

/**
 * What one check did. `untested`: our own side was in the way, which says nothing of an endpoint. `broken`: a mistake of
 * ours kept an endpoint from being checked. `notProbed`: due, and left for the next minute; `beyondLimit`: let go, as its
 * source has brought too many.
 */
export type Checked = {
  due: number;
  looked: number;
  untested: number;
  failed: number;
  broken: number;
  left: number;
  notProbed: number;
  beyondLimit: number;
};

/**
 * Looks at the watched endpoints whose time has come, closes what probes prove to be over, opens what is about to
 * lose events, and tells. May overlap itself, and be stopped anywhere: what is not done is due a minute later.
 */
export const check = async (work: Work, holder: string): Promise<Checked> => {
  await watchNamed(work);
  const plan = await planProbes(work);
  const keys = plan.chosen.map(({ endpointKey }) => endpointKey);
  const read = await readWatched(work.store, keys, (error) =>
    work.log.error('a watched endpoint could not be read', { error }),
  );
  // In the order of the plan: should time run out, what is urgent was probed.
  const order = new Map(keys.map((key, index) => [key, index]));
  const watched = read.toSorted((a, b) => (order.get(a.endpointKey) ?? 0) - (order.get(b.endpointKey) ?? 0));
  const mayStart = (): boolean => work.remainingMs() > DELIVERY_MS;
  const { outputs, notBegun } = await sideBySide(watched, SIDE_BY_SIDE, mayStart, (one) =>
    checkOne(work, one),
  );
  const unreadable = missingIn(keys, watched);
  for (const endpointKey of unreadable) {
    work.log.error('an endpoint is due, and cannot be read', { endpointKey });
    await postpone(work, endpointKey);
  }
  const touched = outputs.flatMap(({ incident }) => incident ?? []);
  await deliver(work, holder, await withDue(work, touched));
  await warn(
    work,
    holder,
    outputs.flatMap(({ watched: one }) => one ?? []),
  );
  const looked = outputs.filter(({ outcome }) => outcome !== undefined);
  return {
    due: plan.due,
    looked: looked.length,
    untested: looked.filter(({ outcome }) => outcome === 'untested').length,
    failed: looked.filter(({ outcome }) => outcome === 'failed').length,
    broken: unreadable.length + outputs.filter(({ isBroken }) => isBroken).length,
    left: notBegun.length,
    notProbed: plan.notProbed + notBegun.length,
    beyondLimit: plan.beyondLimit,
  };
};

const missingIn = (keys: readonly string[], watched: readonly Watched[]): string[] => {
  const read = new Set(watched.map(({ endpointKey }) => endpointKey));
  return keys.filter((key) => !read.has(key));
};

type Outcome = {
  isBroken?: true;
  outcome?: 'untested' | 'failed' | 'other';
  incident?: Incident | undefined;
  watched?: Watched;
};

const checkOne = async (work: Work, watched: Watched): Promise<Outcome> => {
  const { endpointKey, endpoint } = watched;
  try {
    const known = await latestIncident(work.store, endpointKey);
    const ended = await monitorEnd(work, watched, known);
    if (ended) {
      await endMonitoring(work.store, watched, ended);
      return {};
    }
    if (!work.eye) return {};
    const probe = await work.eye(endpoint);
    const latest = await latestIncident(work.store, endpointKey);
    const isInTrouble = latest !== undefined && latest.state !== 'resolved';
    const remembered = await remember(work, { watched, probe, isInTrouble, latest });
    if (!remembered) return {};
    const { current, proven } = remembered;
    const incident = await judge(work, { watched: current, latest, proven });
    const outcome =
      probe.outcome.kind === 'untested' ? 'untested' : proven.look.kind === 'failed' ? 'failed' : 'other';
    return { outcome, incident, watched: current };
  } catch (error) {
    work.log.error('an endpoint could not be checked', { endpointKey, error });
    await postpone(work, endpointKey);
    return { isBroken: true };
  }
};

/** A team may name what is to be watched before anything has failed. Who stopped that is heeded. */
const watchNamed = async (work: Work): Promise<void> => {
  const named = watchedByName(work.oncall);
  if (named.length === 0) return;
  const known = await readWatched(
    work.store,
    named.map(({ key }) => key),
    () => undefined,
  );
  const settled = new Set(
    known
      .filter(
        ({ watch: isOn, lane, ended }) =>
          (isOn !== undefined && lane === 'configured') || ended?.why === 'stopped',
      )
      .map(({ endpointKey }) => endpointKey),
  );
  for (const { key, url } of named) {
    if (!settled.has(key))
      await watch(work.store, { endpointKey: key, endpoint: url, lane: 'configured' }, work.now());
  }
};
