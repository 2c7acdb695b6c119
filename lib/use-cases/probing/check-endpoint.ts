import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { endMonitoring } from '../../adapters/dynamodb/monitors.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Monitor } from '../../domain/probing/monitor.ts';
import type { Probe } from '../../domain/probing/probe.ts';
import type { InTurn } from '../runtime/in-turn.ts';
import type { RunContext } from '../runtime/run-context.ts';
import { applyProbeResult } from './apply-probe-result.ts';
import { monitorEnd } from './monitor-lifetime.ts';
import { postpone } from './postpone-probe.ts';
import { recordProbeResult } from './record-probe-result.ts';

/** What came of checking one endpoint; nothing of it where it is no longer monitored. */
export type Outcome = {
  isBroken?: true;
  /** It was probed, and there was no time left to record what came of it: it is still due. */
  isLate?: true;
  outcome?: 'untested' | 'failed' | 'other';
  incident?: Incident | undefined;
  monitored?: Monitor;
};

/**
 * `startedAt`: when the check began. `inTurn`: reads and writes of the tables, a few at a time. `mayRecord`: whether there is time
 * to.
 */
type Check = { startedAt: Date; inTurn: InTurn; mayRecord: () => boolean };

/**
 * Probes one endpoint. Resolves once the probe is over; what it found is `recorded` when its turn comes, and meanwhile the
 * next endpoint is probed. Never rejects.
 */
export const checkEndpoint = async (
  run: RunContext,
  monitored: Monitor,
  { startedAt, inTurn, mayRecord }: Check,
): Promise<{ recorded: Promise<Outcome> }> => {
  const { endpointKey, endpoint } = monitored;
  const broken = async (error: unknown): Promise<Outcome> => {
    run.log.error('an endpoint could not be checked', { endpointKey, error });
    await postpone(run, endpointKey);
    return { isBroken: true };
  };
  try {
    if (!(await inTurn(() => goesOn(run, monitored))) || !run.prober) return nothing();
    const probe = await run.prober(endpoint);
    const record = (): Promise<Outcome> => recorded(run, monitored, probe, startedAt).catch(broken);
    return { recorded: inTurn(async () => (mayRecord() ? record() : { isLate: true })) };
  } catch (error) {
    return { recorded: inTurn(() => broken(error)) };
  }
};

const nothing = () => ({ recorded: Promise.resolve<Outcome>({}) });

/** Whether it is still to be monitored; if not, that is written down. */
const goesOn = async (run: RunContext, monitored: Monitor): Promise<boolean> => {
  const ended = await monitorEnd(run, monitored);
  if (ended) await endMonitoring(run.store, monitored, ended);
  return ended === undefined;
};

/** What the probe makes of monitor and incident, by what has become of them meanwhile. */
const recorded = async (
  run: RunContext,
  monitored: Monitor,
  probe: Probe,
  startedAt: Date,
): Promise<Outcome> => {
  const latest = await latestIncident(run.store, monitored.endpointKey);
  const isInTrouble = latest !== undefined && latest.state !== 'resolved';
  const result = await recordProbeResult(run, { monitored, probe, isInTrouble, latest, startedAt });
  if (!result) return {};
  const { current, proven } = result;
  const incident = await applyProbeResult(run, { monitored: current, latest, proven });
  const outcome =
    probe.outcome.kind === 'untested' ? 'untested' : proven.result.kind === 'down' ? 'failed' : 'other';
  return { outcome, incident, monitored: current };
};
