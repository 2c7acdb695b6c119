import { billedSeconds, type Duration, MEMORY_MB } from './duration.ts';
import type { Inventory } from './inventory.ts';
import type { Measured } from './measured.ts';
import { dollarsFor, PRICE_NAMES, type PriceName, type Prices } from './prices.ts';

export const MINUTES_A_MONTH = 30 * 24 * 60;
/** A notification is kept 90 days, with what indexes add to it: about 2 KB each. */
const STORED_KB = 2;
const KEPT_MONTHS = 3;
/** What Lambda itself logs of an invocation: START, END and REPORT. */
const PLATFORM_LOG_BYTES = 350;

/** How much of each priced thing a month takes. */
export type Amounts = Partial<Record<PriceName, number>>;

const GB = 1e9;

/** What is there whatever happens. */
export const fixed = ({ alarmMetrics, metrics, dashboards, secrets, keys }: Inventory): Amounts => ({
  alarm: alarmMetrics,
  metric: metrics,
  dashboard: dashboards,
  secret: secrets,
  kmsKey: keys,
});

type Use = Measured['alone'];

const traffic = (use: Use, times: number): Amounts => ({
  dynamodbRead: use.reads * times,
  dynamodbWrite: use.writes * times,
  snsPublish: use.publishes * times,
  // The alerts topic is encrypted: KMS is asked for a publish, at most.
  kmsRequest: use.publishes * times,
  snsEmail: use.emails * times,
  logs: (use.logBytes * times) / GB,
});

const invocations = (count: number, duration: Duration, name: keyof typeof MEMORY_MB): Amounts => ({
  lambdaRequest: count,
  lambdaDuration: (count * billedSeconds(duration, MEMORY_MB[name]) * MEMORY_MB[name]) / 1024,
  logs: (count * PLATFORM_LOG_BYTES) / GB,
});

const sum = (...all: readonly Amounts[]): Amounts =>
  Object.fromEntries(
    PRICE_NAMES.map((name) => [name, all.reduce((total, amounts) => total + (amounts[name] ?? 0), 0)]),
  );

/** A sweep and a check each minute. */
export const atRest = ({ restMinute, durations }: Measured): Amounts =>
  sum(
    traffic(restMinute, MINUTES_A_MONTH),
    invocations(MINUTES_A_MONTH, durations.sweep, 'sweep'),
    invocations(MINUTES_A_MONTH, durations.check, 'check'),
  );

const stored = (notifications: number): Amounts => {
  const gb = (notifications * STORED_KB * KEPT_MONTHS) / 1e6;
  return { dynamodbStorage: gb, dynamodbBackup: gb };
};

/** Notifications that each open an incident of their own: the dearest way to get them. */
export const eachAlone = ({ alone, durations }: Measured, notifications: number): Amounts =>
  sum(
    traffic(alone, notifications),
    invocations(notifications, durations.put, 'receive'),
    invocations(notifications, durations.aloneBatch, 'dispatch'),
    { httpApi: notifications },
    stored(notifications),
  );

/** Notifications that come in storms as the measured one. */
export const inStorms = ({ storm, durations }: Measured, notifications: number): Amounts => {
  const batches = Math.ceil((notifications * storm.batches) / storm.notifications);
  return sum(
    traffic(storm, notifications / storm.notifications),
    invocations(notifications, durations.put, 'receive'),
    invocations(batches, durations.stormBatch, 'dispatch'),
    { httpApi: notifications },
    stored(notifications),
  );
};

/** Dollars for each priced thing that there is any of, the dearest first. */
export const dollarsOf = (amounts: Amounts, prices: Prices): { name: PriceName; usd: number }[] =>
  PRICE_NAMES.map((name) => ({ name, usd: dollarsFor(prices, name, amounts[name] ?? 0) }))
    .filter(({ usd }) => usd > 0)
    .toSorted((one, other) => other.usd - one.usd);

export const totalOf = (amounts: Amounts, prices: Prices): number =>
  dollarsOf(amounts, prices).reduce((all, { usd }) => all + usd, 0);
