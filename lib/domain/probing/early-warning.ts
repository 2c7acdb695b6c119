import { marksPassed } from './certificate-expiry.ts';
import type { Monitor } from './monitor.ts';
import type { ProbeResult } from './probe-result.ts';

const HOUR_MS = 60 * 60_000;

/**
 * How long Flavours waits is not documented. Its API looks like Laravel's, and the most used sender of Laravel waits for
 * 3 s: https://github.com/spatie/laravel-webhook-server. A probe waits as long.
 */
export const ASSUMED_TIMEOUT_MS = 3_000;
const SLOW_MS = ASSUMED_TIMEOUT_MS / 2;
const SLOW_IN_A_ROW = 3;

/** Coming trouble. `key` identifies what was already sent. */
export type EarlyWarning =
  | { kind: 'certificate'; key: string; endsAt: string; hours: number; endsWith?: string }
  | { kind: 'slow'; key: string; ms: number };

/** What people should be warned about for an endpoint, and have not been. */
export const warningsOf = (monitored: Monitor, now: Date): EarlyWarning[] => [
  ...certificate(monitored, now),
  ...slow(monitored.history).filter(({ key }) => !Object.hasOwn(monitored.warningsSent, key)),
];

/**
 * Only the certificate seen last: whatever it replaced is no longer in use, unless another server presents it at the
 * next probe.
 */
const certificate = ({ certificates }: Monitor, now: Date): EarlyWarning[] => {
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
const slow = (history: readonly ProbeResult[]): EarlyWarning[] => {
  const last = history.filter(({ kind }) => kind === 'up').slice(-SLOW_IN_A_ROW);
  return last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms > SLOW_MS)
    ? [{ kind: 'slow', key: 'slow', ms: Math.min(...last.map(({ ms }) => ms)) }]
    : [];
};

/** What is remembered once `warnings` were sent, without those that no longer apply. */
export const sentWith = (
  { certificates, history, warningsSent }: Monitor,
  warnings: readonly EarlyWarning[],
  now: Date,
): Pick<Monitor, 'certificates' | 'warningsSent'> => {
  const last = history.filter(({ kind }) => kind === 'up').slice(-SLOW_IN_A_ROW);
  const isQuick = last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms <= SLOW_MS);
  const isSent = (kind: EarlyWarning['kind'], key: string): boolean =>
    warnings.some((one) => one.kind === kind && one.key === key);
  return {
    certificates: certificates.map((one) =>
      isSent('certificate', one.fingerprint)
        ? { ...one, warned: Math.max(one.warned, marksPassed(one, now)) }
        : one,
    ),
    warningsSent: {
      ...(isQuick ? {} : warningsSent),
      ...(isSent('slow', 'slow') && { slow: now.toISOString() }),
    },
  };
};
