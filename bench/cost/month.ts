import type { Inventory } from './inventory.ts';
import type { Measured } from './measured.ts';
import { dollarsFor, PRICE_NAMES, type PriceName, type Prices } from './prices.ts';

export const MINUTES_A_MONTH = 30 * 24 * 60;
/** A notification is kept 90 days, with what indexes add to it: about 2 KB each. */
const STORED_KB = 2;
const KEPT_MONTHS = 3;
const MEMORY_GB = 0.5;
/** How long an invocation takes, in s: that of a warm put, of a batch, and of a sweep or check with nothing to do. */
const PUT_S = 0.01;
const BATCH_S = 0.2;
const SCHEDULED_S = 0.15;
/** What Lambda itself logs of an invocation: START, END and REPORT. */
const PLATFORM_LOG_BYTES = 350;
const BATCH = 100;

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

const invocations = (count: number, seconds: number): Amounts => ({
  lambdaRequest: count,
  lambdaDuration: seconds * MEMORY_GB,
  logs: (count * PLATFORM_LOG_BYTES) / GB,
});

const sum = (...all: readonly Amounts[]): Amounts =>
  Object.fromEntries(
    PRICE_NAMES.map((name) => [name, all.reduce((total, amounts) => total + (amounts[name] ?? 0), 0)]),
  );

/** A sweep and a check each minute. */
export const atRest = ({ restMinute }: Measured): Amounts =>
  sum(
    traffic(restMinute, MINUTES_A_MONTH),
    invocations(2 * MINUTES_A_MONTH, 2 * MINUTES_A_MONTH * SCHEDULED_S),
  );

const stored = (notifications: number): Amounts => {
  const gb = (notifications * STORED_KB * KEPT_MONTHS) / 1e6;
  return { dynamodbStorage: gb, dynamodbBackup: gb };
};

/** Notifications that each open an incident of their own: the dearest way to get them. */
export const eachAlone = ({ alone }: Measured, notifications: number): Amounts =>
  sum(
    traffic(alone, notifications),
    invocations(2 * notifications, notifications * (PUT_S + BATCH_S)),
    { httpApi: notifications },
    stored(notifications),
  );

/** Notifications that come in storms as the measured one. */
export const inStorms = ({ storm }: Measured, notifications: number): Amounts => {
  const batches = Math.ceil(notifications / BATCH);
  return sum(
    traffic(storm, notifications / storm.notifications),
    invocations(notifications + batches, notifications * PUT_S + batches * BATCH_S),
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
