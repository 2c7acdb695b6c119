import type { Counter, Gauge } from '../../adapters/telemetry/metrics.ts';
import type { RunContext } from '../runtime/run-context.ts';

/** Where a sweep reports what it has found, as soon as it knows: it may be stopped at any time. */
export type Telemetry = {
  count: (name: Counter, by?: number) => void;
  gaugeSeconds: (name: Gauge, seconds: number) => void;
};

export const NO_TELEMETRY: Telemetry = { count: () => undefined, gaugeSeconds: () => undefined };

const FAILED = {
  grouping: 'SweepGroupingFailed',
  alerting: 'SweepAlertingFailed',
  closing: 'SweepClosingFailed',
  archiving: 'SweepArchivingFailed',
  measuring: 'SweepMeasuringFailed',
} as const satisfies Record<string, Counter>;

export type PartName = keyof typeof FAILED;

/** Runs one part of the sweep: its error is logged and counted under its own name, and stops no other part. */
export const runPart = async (
  run: Pick<RunContext, 'log'>,
  telemetry: Telemetry,
  name: PartName,
  task: () => Promise<void>,
): Promise<boolean> => {
  try {
    await task();
    return true;
  } catch (error) {
    run.log.error(`a part of the sweep failed: ${name}`, { error });
    telemetry.count(FAILED[name]);
    return false;
  }
};
