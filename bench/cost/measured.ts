import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Duration } from './duration.ts';

const FILE = join(__dirname, 'measured.json');
const count = z.number().nonnegative();
const Use = z.object({
  reads: count,
  writes: count,
  publishes: count,
  emails: count,
  sms: count,
  logBytes: count,
});
/** Warm invocations: a put, a batch that opens one incident, one in the midst of a storm, and what runs each minute, at rest. */
export const Durations = z.object({
  put: Duration,
  aloneBatch: Duration,
  stormBatch: Duration,
  sweep: Duration,
  check: Duration,
});
export type Durations = z.infer<typeof Durations>;

export type Measured = z.infer<typeof Measured>;

/** What `npm run bench:cost` has counted last. */
const Measured = z.object({
  measuredOn: z.iso.date(),
  durations: Durations,
  /** A minute in which nothing happens: one sweep and one check. */
  restMinute: Use,
  /** One notification that opens an incident of its own. */
  alone: Use,
  /** A storm, all of it. */
  storm: Use.extend({
    notifications: z.int().positive(),
    endpoints: z.int().positive(),
    /** How often `dispatch` was started: its batches are as large as what has come meanwhile. */
    batches: z.int().positive(),
  }),
});

export const readMeasured = (): Measured => Measured.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export const writeMeasured = (measured: Measured): void =>
  writeFileSync(FILE, `${JSON.stringify(measured, null, 2)}\n`);
