import { readMonitors, startMonitoring } from '../../adapters/dynamodb/monitors.ts';
import { LEASE_MS } from '../../adapters/dynamodb/publisher-lease.ts';
import { configuredMonitors } from '../../domain/endpoints/configured-monitor.ts';
import { PROBES_A_MINUTE } from '../../domain/probing/fair-share.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import { withDue } from '../alerting/due-incident.ts';
import { sendDueAlerts } from '../alerting/send-due-alerts.ts';
import { sendEarlyWarnings } from '../alerting/send-early-warnings.ts';
import { inTurnOf } from '../runtime/in-turn.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { planProbes } from './plan-probes.ts';
import { postpone } from './postpone-probe.ts';

/**
 * A thousand that are all silent for 3 s take half of the minute. A probe holds few file descriptors, a dozen at the most,
 * and Lambda has 1,024: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const CONCURRENCY = 100;
/**
 * A hundred silent endpoints are given up in the same moment. If all were then recorded side by side, a function with a share
 * of a core would be so busy that its own calls to DynamoDB run out of time (`npm run bench:check -- --share 0.3` shows it).
 */
const STORE_CONCURRENCY = 10;
/** Reserved for alerting: no probe is started after 40 of the 60 s. */
const DELIVERY_MS = 20_000;
/** What is probed is recorded until then: a publisher begins nothing with less than its lease. */
const RECORDED_MS = LEASE_MS + 3_000;

/**
 * What one check did. `untested`: our own side was at fault, which says nothing about an endpoint. `broken`: a bug of
 * ours kept an endpoint from being checked. `notProbed`: due, and left for the next minute. `beyondLimit`: dropped,
 * as its source brought too many.
 */
export type Checked = {
  due: number;
  probed: number;
  untested: number;
  failed: number;
  broken: number;
  left: number;
  notProbed: number;
  beyondLimit: number;
};

/**
 * Probes the monitored endpoints that are due, `most` of them, closes what has recovered, opens what is about to lose events, and
 * alerts. May overlap itself, and be stopped anywhere: what is not done is due a minute later.
 */
export const runChecks = async (
  run: RunContext,
  holder: string,
  most = PROBES_A_MINUTE,
): Promise<Checked> => {
  const startedAt = run.now();
  await monitorConfigured(run);
  const plan = await planProbes(run, most);
  const keys = plan.chosen.map(({ endpointKey }) => endpointKey);
  const read = await readMonitors(run.store, keys, (error) =>
    run.log.error('a monitor could not be read', { error }),
  );
  // In the order of the plan, so that if time runs out, the urgent ones were probed.
  const order = new Map(keys.map((key, index) => [key, index]));
  const monitored = read.toSorted(
    (a, b) => (order.get(a.endpointKey) ?? 0) - (order.get(b.endpointKey) ?? 0),
  );
  const mayStart = (): boolean => run.remainingMs() > DELIVERY_MS;
  const mayRecord = (): boolean => run.remainingMs() > RECORDED_MS;
  const inTurn = inTurnOf(STORE_CONCURRENCY);
  const { outputs: probes, notBegun } = await mapWithLimit(monitored, CONCURRENCY, mayStart, (one) =>
    checkEndpoint(run, one, { startedAt, inTurn, mayRecord }),
  );
  const outputs = await Promise.all(probes.map(({ recorded }) => recorded));
  const unreadable = missingIn(keys, monitored);
  for (const endpointKey of unreadable) {
    run.log.error('a due monitor could not be read', { endpointKey });
    await postpone(run, endpointKey);
  }
  const touched = outputs.flatMap(({ incident }) => incident ?? []);
  await sendDueAlerts(run, holder, await withDue(run, touched));
  await sendEarlyWarnings(
    run,
    holder,
    outputs.flatMap(({ monitored: one }) => one ?? []),
  );
  const left = notBegun.length + outputs.filter(({ isLate }) => isLate).length;
  const probed = outputs.filter(({ outcome }) => outcome !== undefined);
  return {
    due: plan.due,
    probed: probed.length,
    untested: probed.filter(({ outcome }) => outcome === 'untested').length,
    failed: probed.filter(({ outcome }) => outcome === 'failed').length,
    broken: unreadable.length + outputs.filter(({ isBroken }) => isBroken).length,
    left,
    notProbed: plan.notProbed + left,
    beyondLimit: plan.beyondLimit,
  };
};

const missingIn = (keys: readonly string[], monitored: readonly Monitor[]): string[] => {
  const read = new Set(monitored.map(({ endpointKey }) => endpointKey));
  return keys.filter((key) => !read.has(key));
};

/** A team may configure endpoints that have never failed. If a person stopped the monitoring, that stands. */
const monitorConfigured = async (run: RunContext): Promise<void> => {
  const named = configuredMonitors(run.oncall);
  if (named.length === 0) return;
  const known = await readMonitors(
    run.store,
    named.map(({ key }) => key),
    () => undefined,
  );
  const settled = new Set(
    known
      .filter(
        ({ monitored: isOn, lane, ended }) =>
          (isOn !== undefined && lane === 'configured') || ended?.why === 'stopped',
      )
      .map(({ endpointKey }) => endpointKey),
  );
  for (const { key, url } of named) {
    if (!settled.has(key))
      await startMonitoring(run.store, { endpointKey: key, endpoint: url, lane: 'configured' }, run.now());
  }
};
