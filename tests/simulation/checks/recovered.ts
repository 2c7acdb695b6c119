import { configuredStatus } from '../../../lib/domain/endpoints/configured-monitor.ts';
import { lossWindowMs } from '../../../lib/domain/incidents/loss-window.ts';
import { resultOf } from '../../../lib/domain/probing/probe-result.ts';
import type { Evidence } from '../scenario/state.ts';
import { ONCALL_AT_RUNTIME } from '../world/container.ts';
import type { Check } from './check.ts';

const QUIET_MS = 5 * 60_000;
const APART_MS = 60_000;
const BEFORE_MS = 2 * 60_000;
const IN_A_ROW = 3;

type Incident = Evidence['incidents'][number];

const notifiedAt = ({ notifications }: Evidence, { incidentId }: Incident): number[] =>
  notifications
    .filter((one) => one.incidentId === incidentId)
    .map(({ receivedAt }) => Date.parse(receivedAt));

/** Failures of an endpoint that probes found, whether anybody recorded them or not. */
const failedProbes = ({ ledger }: Evidence, { endpointKey }: Incident): string[] =>
  ledger.probes
    .filter(({ key, probe }) => {
      const result = resultOf(probe, configuredStatus(endpointKey, ONCALL_AT_RUNTIME));
      return key === endpointKey && result.kind === 'down';
    })
    .map(({ probe }) => probe.at);

/** Probes resolve only what they had seen fail, and have then seen up, twice, in a quiet time. */
export const proven: Check = {
  name: 'an incident that probes closed was down, and is up',
  broken: (evidence) =>
    evidence.incidents
      .filter(({ resolution }) => resolution === 'probes')
      .flatMap((incident) => {
        const { incidentId, endpointKey, resolvedAt = '', probeFailedAt = '' } = incident;
        const closing = evidence.ledger.closings.find((one) => one.incidentId === incidentId);
        if (!closing) return [`${incidentId} was closed, and nobody saw it`];
        const { order, invocation } = closing;
        const mine = evidence.ledger.probeResults.filter(({ key }) => key === endpointKey);
        const known = mine.filter((one) => one.order < order).at(-1)?.history ?? [];
        // What another check learned meanwhile may be too late for this one.
        const failed = mine
          .filter(({ at }) => at < invocation.startedAt)
          .flatMap(({ history }) => history)
          .filter(({ kind, at }) => kind === 'down' && at < resolvedAt)
          .map(({ at }) => Date.parse(at));
        const lastFailure = Math.max(...failed, ...notifiedAt(evidence, incident), Date.parse(probeFailedAt));
        const good = known
          .filter(({ kind, at }) => kind === 'up' && Date.parse(at) > lastFailure && at <= resolvedAt)
          .map(({ at }) => Date.parse(at));
        return [
          ...(failedProbes(evidence, incident).includes(probeFailedAt)
            ? []
            : [`${incidentId}: no probe failed at ${probeFailedAt}`]),
          ...(Date.parse(resolvedAt) - lastFailure >= QUIET_MS
            ? []
            : [`${incidentId} was closed ${Date.parse(resolvedAt) - lastFailure} ms after a failure`]),
          ...(Math.max(...good) - Math.min(...good) >= APART_MS
            ? []
            : [
                `${incidentId} was closed after good probes at ${good.map((at) => at - lastFailure).join()} ms`,
              ]),
        ];
      }),
};

/** The loss window begins before the first known failure, and ends after the last. */
export const fetched: Check = {
  name: 'the loss window holds every notification',
  broken: (evidence) =>
    evidence.incidents.flatMap((incident) => {
      const times = notifiedAt(evidence, incident);
      if (times.length === 0) return [];
      const { from, to } = lossWindowMs(incident);
      const isWide = from <= Math.min(...times) - BEFORE_MS && to >= Math.max(...times);
      return isWide ? [] : [`${incident.incidentId}: ${from} to ${to} leaves some out`];
    }),
};

/** Flavours reported it, or three probes in a row had failed. */
export const grounded: Check = {
  name: 'an incident is opened by a notification, or by three failed probes',
  broken: (evidence) =>
    evidence.incidents
      .filter(({ count }) => count === 0)
      .filter((incident) => {
        const failed = failedProbes(evidence, incident).filter((at) => at >= incident.openedAt);
        return failed.length < IN_A_ROW;
      })
      .map(({ incidentId, openedAt }) => `${incidentId} was opened at ${openedAt}`),
};
