import type { NormalStatus } from './normal-status.ts';
import type { Probe } from './probe.ts';
import { type ProbeResult, resultOf } from './probe-result.ts';

/** A probe with what it proves, by what was known of the endpoint then. Derived once; whoever needs it is handed it. */
export type ProvenProbe = {
  probe: Probe;
  result: ProbeResult;
  /** What the endpoint always answers, from probes, a person or `oncall.yml`. */
  normalStatus: NormalStatus | undefined;
};

/** `expectedStatus`: what a team says that the endpoint answers; then no other answer will do. */
export const provenProbe = (
  probe: Probe,
  expectedStatus: number | undefined,
  normalStatus: NormalStatus | undefined,
): ProvenProbe => ({
  probe,
  result: resultOf(probe, expectedStatus, normalStatus?.status),
  normalStatus:
    expectedStatus === undefined
      ? normalStatus
      : { status: expectedStatus, learnedFrom: 'oncall', at: probe.at },
});
