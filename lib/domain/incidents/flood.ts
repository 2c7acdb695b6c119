import * as z from 'zod';
import { redactUrl } from '../endpoints/redact-url.ts';
import type { ReadableNotification } from '../intake/notification.ts';

/** Endpoints of a flood that are listed by name; the notifications of the others are counted. */
export const LISTED_ENDPOINTS = 50;
/** How much of a listed endpoint's URL is kept: fifty of them must not outgrow the incident's item. */
const LISTED_LENGTH = 500;
/** Keys kept to estimate the number of endpoints: up to this many are counted exactly, more to about a tenth. */
const SKETCH_SIZE = 128;

const FloodEndpoint = z.object({
  endpointKey: z.string(),
  endpoint: z.string(),
  count: z.int().min(1),
  lastAt: z.iso.datetime(),
  code: z.int().optional(),
});

/**
 * The endpoints of a source beyond the number of incidents it may have. `listed` are the first ones; `unlisted`
 * counts the notifications of all others; `sketch` has the lowest keys, from which their number is estimated.
 */
export const Flood = z.object({
  listed: z.array(FloodEndpoint),
  unlisted: z.int().min(0),
  sketch: z.array(z.string()),
});
export type Flood = z.infer<typeof Flood>;

export const EMPTY_FLOOD: Flood = { listed: [], unlisted: 0, sketch: [] };

const FLOOD_KEY_PREFIX = 'flood:';

/** The key of a source's flood incident; never the key of an endpoint, never monitored. */
export const floodKey = (source: string): string => `${FLOOD_KEY_PREFIX}${source}`;

export const isFloodKey = (key: string): boolean => key.startsWith(FLOOD_KEY_PREFIX);

/** The source that floods. */
export const floodSource = (key: string): string => key.slice(FLOOD_KEY_PREFIX.length);

/** Counts a notification into a flood. */
export const withNotification = (
  { listed, unlisted, sketch }: Flood,
  { endpointKey, endpoint, code, receivedAt }: ReadableNotification,
): Flood => {
  const known = listed.find((one) => one.endpointKey === endpointKey);
  const keys = sketch.includes(endpointKey)
    ? sketch
    : [...sketch, endpointKey].toSorted().slice(0, SKETCH_SIZE);
  if (!known && listed.length >= LISTED_ENDPOINTS) return { listed, unlisted: unlisted + 1, sketch: keys };
  const isLatest = receivedAt >= (known?.lastAt ?? '');
  const latest = isLatest || !known ? { lastAt: receivedAt, code } : known;
  const entry = {
    endpointKey,
    endpoint: redactUrl(endpoint).slice(0, LISTED_LENGTH),
    count: (known?.count ?? 0) + 1,
    lastAt: latest.lastAt,
    ...(latest.code !== undefined && { code: latest.code }),
  };
  return {
    listed: known ? listed.map((one) => (one === known ? entry : one)) : [...listed, entry],
    unlisted,
    sketch: keys,
  };
};

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // of endpoints' keys, in the order of their characters
const DIGITS = 10;

/** A key as a number from 0 to 1: keys are hashes, so they are spread evenly. */
const placeOfKey = (key: string): number =>
  Array.from(key.slice(0, DIGITS), (digit) => Math.max(0, ALPHABET.indexOf(digit))).reduceRight(
    (place, digit) => (digit + place) / ALPHABET.length,
    0,
  );

/**
 * How many endpoints a flood is about. Beyond what is counted exactly, the number is estimated from how close
 * together the lowest keys are (k minimum values: https://doi.org/10.1007/3-540-45726-7_1).
 */
export const endpointsOf = ({ sketch }: Flood): { count: number; isExact: boolean } => {
  const last = sketch.at(-1);
  if (sketch.length < SKETCH_SIZE || last === undefined) return { count: sketch.length, isExact: true };
  const estimate = Math.round((SKETCH_SIZE - 1) / Math.max(placeOfKey(last), Number.EPSILON));
  return { count: Math.max(SKETCH_SIZE, estimate), isExact: false };
};

/**
 * A flood as it is shown: about how many endpoints, the listed ones with the most lost first, and the notifications
 * of the others.
 */
export const FloodSummary = z.strictObject({
  endpoints: z.int().min(0),
  isExact: z.boolean(),
  listed: z.array(FloodEndpoint),
  /** Notifications of endpoints that are not listed. */
  unlisted: z.int().min(0),
});
export type FloodSummary = z.infer<typeof FloodSummary>;

export const summaryOfFlood = (flood: Flood): FloodSummary => {
  const { count, isExact } = endpointsOf(flood);
  const listed = flood.listed.toSorted((one, other) => other.count - one.count);
  return { endpoints: count, isExact, listed, unlisted: flood.unlisted };
};
