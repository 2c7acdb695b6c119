import { configuredStatus } from '../../../lib/domain/endpoints/configured-monitor.ts';
import { resultOf } from '../../../lib/domain/probing/probe-result.ts';
import { ONCALL_AT_RUNTIME } from '../world/container.ts';
import type { Check } from './check.ts';

/** What a person stopped stays stopped until Flavours reports it again. */
export const stopped: Check = {
  name: 'what a person stopped is not probed until it is reported again',
  broken: ({ ledger }) =>
    ledger.monitoring
      .filter(({ isStopped }) => isStopped)
      .flatMap((stop) => {
        const begun = ledger.monitoring.find(
          ({ key, order, isStopped }) => key === stop.key && !isStopped && order > stop.order,
        );
        return ledger.probes
          .filter(
            ({ key, order }) => key === stop.key && order > stop.order && order < (begun?.order ?? Infinity),
          )
          .filter(({ invocation }) => invocation.startedAt > stop.at)
          .map(
            ({ invocation, at }) =>
              `${stop.key} was probed by ${invocation.name} ${at - stop.at} ms after it was stopped`,
          );
      }),
};

/**
 * Whoever closed a failing incident knows that it fails: our probes alone reopen it only after they have seen it
 * work.
 */
export const contradicted: Check = {
  name: 'our probes alone open only what they have seen work, or once what a team has configured',
  broken: ({ incidents, ledger }) =>
    incidents
      .filter(({ count, number }) => count === 0 && number > 1)
      .flatMap((incident) => {
        const { endpointKey, number, openedAt } = incident;
        const previous = incidents.find(
          (one) => one.endpointKey === endpointKey && one.number === number - 1,
        );
        const expected = configuredStatus(endpointKey, ONCALL_AT_RUNTIME);
        const isOnce = expected !== undefined && previous?.reopenedFrom === undefined;
        const worked = ledger.probes.some(
          ({ key, probe }) =>
            key === endpointKey &&
            probe.at < openedAt &&
            probe.at > (previous?.probeFailedAt ?? '') &&
            resultOf(probe, expected, incident.normalStatus?.status).kind === 'up',
        );
        return isOnce || worked ? [] : [`${incident.incidentId} was opened, and never worked`];
      }),
};
