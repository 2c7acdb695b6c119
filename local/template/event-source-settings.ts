/** The settings of an event source mapping, in Lambda's terms; −1 means unlimited. */
export type PumpSettings = {
  batchSize: number;
  windowS: number;
  bisect: boolean;
  attempts: number;
  recordAgeS: number;
  reportsFailures: boolean;
  filters: readonly Record<string, unknown>[];
  pollMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
};

/**
 * Lambda's defaults for `dispatch`, if the template does not say; Lambda polls a shard four times a second. Its own waits between
 * retries are not documented.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export const SETTINGS: PumpSettings = {
  batchSize: 100,
  windowS: 0,
  bisect: true,
  attempts: 5,
  recordAgeS: 3600,
  reportsFailures: true,
  filters: [{ eventName: ['INSERT'] }],
  pollMs: 250,
  firstRetryMs: 200,
  longestRetryMs: 10_000,
};
