import { marksPassed } from './certificate-expiry.ts';
import type { Watched } from './monitor.ts';
import type { Look } from './probe-result.ts';

const HOUR_MS = 60 * 60_000;

/**
 * How long Flavours waits is not documented. Its API looks like Laravel's, and the most used sender of Laravel waits for
 * 3 s: https://github.com/spatie/laravel-webhook-server. A probe waits as long.
 */
export const ASSUMED_TIMEOUT_MS = 3_000;
const SLOW_MS = ASSUMED_TIMEOUT_MS / 2;
const SLOW_IN_A_ROW = 3;

/** Coming trouble. `key` identifies what was already sent. */
export type Warning =
  | { kind: 'certificate'; key: string; endsAt: string; hours: number; endsWith?: string }
  | { kind: 'slow'; key: string; ms: number };

/** What people should be warned about for an endpoint, and have not been. */
export const warningsOf = (watched: Watched, now: Date): Warning[] => [
  ...certificate(watched, now),
  ...slow(watched.history).filter(({ key }) => !Object.hasOwn(watched.told, key)),
];

/**
 * Only the certificate seen last: whatever it replaced is no longer in use, unless another server presents it at the
 * next probe.
 */
const certificate = ({ certificates }: Watched, now: Date): Warning[] => {
  const seen = certificates.at(-1);
  if (!seen || marksPassed(seen, now) <= seen.warned) return [];
  const { fingerprint, endsAt, endsWith } = seen;
  return [
    {
      kind: 'certificate',
      key: fingerprint,
      endsAt,
      hours: Math.floor((Date.parse(endsAt) - now.getTime()) / HOUR_MS),
      ...(endsWith !== undefined && { endsWith }),
    },
  ];
};

/** Slow three times in a row, and not once by chance; sent once, until it was fast for as long. */
const slow = (history: readonly Look[]): Warning[] => {
  const last = history.filter(({ kind }) => kind === 'server').slice(-SLOW_IN_A_ROW);
  return last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms > SLOW_MS)
    ? [{ kind: 'slow', key: 'slow', ms: Math.min(...last.map(({ ms }) => ms)) }]
    : [];
};

/** What is remembered once `warnings` were sent, without those that no longer apply. */
export const toldWith = (
  { certificates, history, told }: Watched,
  warnings: readonly Warning[],
  now: Date,
): Pick<Watched, 'certificates' | 'told'> => {
  const last = history.filter(({ kind }) => kind === 'server').slice(-SLOW_IN_A_ROW);
  const isQuick = last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms <= SLOW_MS);
  const isTold = (kind: Warning['kind'], key: string): boolean =>
    warnings.some((one) => one.kind === kind && one.key === key);
  return {
    certificates: certificates.map((one) =>
      isTold('certificate', one.fingerprint)
        ? { ...one, warned: Math.max(one.warned, marksPassed(one, now)) }
        : one,
    ),
    told: {
      ...(isQuick ? {} : told),
      ...(isTold('slow', 'slow') && { slow: now.toISOString() }),
    },
  };
};
