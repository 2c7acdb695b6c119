import type { Evidence } from '../scenario/state.ts';
import type { Check } from './check.ts';
import { isSuppressedBetween } from './suppressed.ts';

const FIVE_MINUTES_MS = 5 * 60_000;
const A_CRASH_MS = 72_000; // a minute and a lease

/** Promise 4: five minutes after the faults have stopped, whatever the stream does. */
export const inTime: Check = {
  name: '4 within five minutes of calm everything is grouped and sent',
  broken: (evidence) => {
    const { history, ledger } = evidence;
    return history.storms.flatMap(({ calmAt, fiveMinutesLaterOrder }) =>
      [...ledger.kept.values()].flatMap(([put]) => {
        // The promise relies on the index: what it does not show may wait.
        if (!put || put.at > calmAt || evidence.hidden.has(put.id)) return [];
        const group = ledger.groupings.get(put.id)?.[0];
        if (!group || group.order > fiveMinutesLaterOrder) return [`${put.id} was not grouped in time`];
        const isSent = ledger.publishes.some(
          ({ incidents, order, channels }) =>
            order < fiveMinutesLaterOrder &&
            !channels.includes('machines') &&
            incidents.some(({ incidentId }) => incidentId === group.incidentId),
        );
        return isSent || isSuppressedBetween(evidence, group.incidentId, put.at, calmAt + FIVE_MINUTES_MS)
          ? []
          : [`${group.incidentId} was not told in time`];
      }),
    );
  },
};

/** Promise 4 in the middle of a storm that only kills: a minute and a lease more for each crash. */
export const inTimeThroughCrashes: Check = {
  name: '4 five minutes, and a minute and a lease for each crash',
  broken: (evidence) => {
    const { rates, weather, ledger } = evidence;
    return rates.faulty > 0 || weather.skewMs > 12_000
      ? []
      : [...ledger.kept.values()].flatMap(([put]) => {
          const group = put && ledger.groupings.get(put.id)?.[0];
          if (!group || evidence.hidden.has(put.id)) return [];
          const first = ledger.publishes.find(
            ({ incidents, channels }) =>
              !channels.includes('machines') &&
              incidents.some(({ incidentId }) => incidentId === group.incidentId),
          );
          return [
            ...(isLate(ledger, put.at, group.at)
              ? [`${put.id} was grouped ${seconds(group.at - put.at)} after it was kept`]
              : []),
            ...(first &&
            isLate(ledger, put.at, first.at) &&
            !isSuppressedBetween(evidence, group.incidentId, put.at, first.at)
              ? [`${group.incidentId} was told ${seconds(first.at - put.at)} after ${put.id} was kept`]
              : []),
          ];
        });
  },
};

const isLate = ({ killTimes }: Evidence['ledger'], from: number, to: number): boolean => {
  const crashes = killTimes.filter((at) => at >= from - A_CRASH_MS && at <= to).length;
  return to - from > FIVE_MINUTES_MS + crashes * A_CRASH_MS;
};

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
