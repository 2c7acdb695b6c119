import type { Watched } from './monitor.ts';
import type { Look } from './probe-result.ts';

const DAY_MS = 24 * 60 * 60_000;

/** So many days before its end a certificate is warned about, once each. */
const DAYS_BEFORE_END = [1, 3, 7, 14, 30] as const;

/**
 * How long Flavours waits is not documented. Its API looks like Laravel's, and the most used sender of Laravel waits for
 * 3 s: https://github.com/spatie/laravel-webhook-server. A probe waits as long.
 */
export const ASSUMED_TIMEOUT_MS = 3_000;
const SLOW_MS = ASSUMED_TIMEOUT_MS / 2;
const SLOW_IN_A_ROW = 3;

/** What will be trouble and is none yet. `key` is what was told is known by. */
export type Warning =
  | { kind: 'certificate'; key: string; endsAt: string; days: number }
  | { kind: 'slow'; key: string; ms: number };

/** What people should be warned about of an endpoint, and have not been. */
export const warningsOf = (watched: Watched, now: Date): Warning[] =>
  [certificate(watched, now), slow(watched.history)].flatMap((warning) =>
    warning && !Object.hasOwn(watched.told, warning.key) ? [warning] : [],
  );

const certificate = ({ certificateEndsAt }: Watched, now: Date): Warning | undefined => {
  if (certificateEndsAt === undefined) return undefined;
  const days = (Date.parse(certificateEndsAt) - now.getTime()) / DAY_MS;
  const mark = DAYS_BEFORE_END.find((before) => days <= before);
  return mark === undefined || days < 0
    ? undefined // one that has ended is an outage, and told as one
    : {
        kind: 'certificate',
        key: `certificate ${certificateEndsAt} ${mark}`,
        endsAt: certificateEndsAt,
        days: Math.floor(days),
      };
};

/** Slow three times in a row, and not once by chance; told once until it was quick for as long. */
const slow = (history: readonly Look[]): Warning | undefined => {
  const last = history.filter(({ kind }) => kind === 'server').slice(-SLOW_IN_A_ROW);
  return last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms > SLOW_MS)
    ? { kind: 'slow', key: 'slow', ms: Math.min(...last.map(({ ms }) => ms)) }
    : undefined;
};

/** What was told, with these, and without what is of another certificate or over by now. */
export const toldWith = (watched: Watched, warnings: readonly Warning[], now: Date): Watched['told'] => {
  const last = watched.history.filter(({ kind }) => kind === 'server').slice(-SLOW_IN_A_ROW);
  const isQuick = last.length === SLOW_IN_A_ROW && last.every(({ ms }) => ms <= SLOW_MS);
  const kept = Object.entries(watched.told).filter(([key]) =>
    key === 'slow' ? !isQuick : key.includes(watched.certificateEndsAt ?? key),
  );
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(warnings.map(({ key }) => [key, now.toISOString()])),
  };
};
