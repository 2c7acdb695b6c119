import { BY_STATUS, type Cause } from './cause-names.ts';

/** The number that a pattern finds in a text. */
export const numberIn = (message: string, pattern: RegExp): number | undefined => {
  const digits = pattern.exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const BY_STATUS_CLASS: ReadonlyMap<number, Cause> = new Map([
  [3, 'redirect'],
  [4, 'rejected'],
  [5, 'crashed'],
]);

/** How senders introduce an answer; the same words elsewhere are the answer's own. */
const SENDERS_STATUS =
  /^\s{0,9}(?:(?:server|client) error: `?[A-Z]{1,10} \S{1,9000}`? resulted in an? `?|HTTP request returned (?:status|response) code |request failed with status code |HTTP(?:\/\d(?:\.\d)?)?:? {0,2})([3-5]\d\d)\b/i;
/** "503 Service Unavailable" */
const STATUS_LINE = /^\s{0,9}([3-5]\d\d) [A-Z][a-z]/;

const STATED_STATUSES: readonly RegExp[] = [
  /resulted in an? `?([3-5]\d\d)\b/i, // Guzzle
  /\bHTTP(?:\/\d(?:\.\d)?)?:? {0,2}([3-5]\d\d)\b/i,
  /\b(?:status|response)(?:[ _-]?code)?["']?[ :=]{0,3}(?:of |was |is )?["']?([3-5]\d\d)\b/i,
  /\b(?:returned|responded|answered|replied)(?: with)?(?: error)?(?: code)?:? {0,2}([3-5]\d\d)\b/i,
  /\berror:? ?([3-5]\d\d)\b/i,
  STATUS_LINE,
];

/** The status that a sender reports for an answer. */
export const sendersStatus = (message: string): number | undefined =>
  numberIn(message, SENDERS_STATUS) ?? numberIn(message, STATUS_LINE);

/** The first status in a message, whoever states it. */
export const statedStatus = (message: string): number | undefined =>
  STATED_STATUSES.map((pattern) => numberIn(message, pattern)).find((status) => status !== undefined);

export const causeOfStatus = (status: number | undefined): Cause | undefined =>
  status === undefined ? undefined : (BY_STATUS.get(status) ?? BY_STATUS_CLASS.get(Math.floor(status / 100)));
