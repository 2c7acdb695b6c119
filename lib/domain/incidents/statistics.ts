import { isSourceKey } from '../endpoints/endpoint.ts';
import type { Incident } from './incident.ts';
import { isTestAlert } from './test-alert.ts';

const MINUTE_MS = 60_000;

/** What statistics need of an incident. */
export type Counted = Pick<
  Incident,
  'endpointKey' | 'count' | 'openedAt' | 'resolvedAt' | 'resolution' | 'firstAcknowledgedAt' | 'sources'
>;

/** How long something took, in minutes, over the incidents in which it happened. */
export type Durations = { incidents: number; mean?: number; median?: number };

/** What a number of incidents came to. */
export type Statistics = {
  incidents: number;
  /** One notification stands for at least one lost event. */
  lostAtLeast: number;
  /** Of all endpoints together: two that are down for the same hour are down for 120 minutes. */
  minutesDown: number;
  toAcknowledge: Durations;
  /** Of those that were seen to work again, or that a person closed. */
  toRecover: Durations;
};

const minutesFrom = (from: string, to: number): number =>
  Math.max(0, Math.round((to - Date.parse(from)) / MINUTE_MS));

/** For how many minutes it was down, until `now` where it still is. Posts that could not be read are no outage. */
export const minutesDown = (
  { endpointKey, openedAt, resolvedAt }: Pick<Counted, 'endpointKey' | 'openedAt' | 'resolvedAt'>,
  now: number,
): number =>
  isSourceKey(endpointKey)
    ? 0
    : minutesFrom(openedAt, resolvedAt === undefined ? now : Date.parse(resolvedAt));

/** Ends that say that it works; the others only say that nobody waits any longer. */
export const isRecovered = ({ resolution }: Pick<Counted, 'resolution'>): boolean =>
  resolution === 'probes' || resolution === 'person';

/** Adds up incidents one by one, so that no list of them is held. A test alert is none. */
export const countStatistics = (now: number) => {
  const sums = { incidents: 0, lostAtLeast: 0, minutesDown: 0 };
  const toAcknowledge: number[] = [];
  const toRecover: number[] = [];
  return {
    add: (one: Counted): void => {
      if (isTestAlert(one)) return;
      sums.incidents++;
      sums.minutesDown += minutesDown(one, now);
      if (!isSourceKey(one.endpointKey)) sums.lostAtLeast += one.count;
      const { openedAt, firstAcknowledgedAt, resolvedAt } = one;
      if (firstAcknowledgedAt !== undefined)
        toAcknowledge.push(minutesFrom(openedAt, Date.parse(firstAcknowledgedAt)));
      if (resolvedAt !== undefined && isRecovered(one))
        toRecover.push(minutesFrom(openedAt, Date.parse(resolvedAt)));
    },
    result: (): Statistics => ({
      ...sums,
      toAcknowledge: durationsOf(toAcknowledge),
      toRecover: durationsOf(toRecover),
    }),
  };
};

/** The median beside the mean: one long night must not make every night look long. */
export const durationsOf = (minutes: readonly number[]): Durations => {
  if (minutes.length === 0) return { incidents: 0 };
  const sorted = minutes.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const sum = sorted.reduce((total, one) => total + one, 0);
  return { incidents: sorted.length, mean: tenths(sum / sorted.length), median: tenths((low + high) / 2) };
};

const tenths = (value: number): number => Math.round(value * 10) / 10;
