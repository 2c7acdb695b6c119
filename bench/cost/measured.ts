import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

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
export type Measured = z.infer<typeof Measured>;

/** What `npm run bench:cost` has counted last. */
const Measured = z.object({
  measuredOn: z.iso.date(),
  /** A minute in which nothing happens: one sweep and one check. */
  restMinute: Use,
  /** One notification that opens an incident of its own. */
  alone: Use,
  /** A storm, all of it. */
  storm: Use.extend({ notifications: z.int().positive(), endpoints: z.int().positive() }),
});

export const readMeasured = (): Measured => Measured.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export const writeMeasured = (measured: Measured): void =>
  writeFileSync(FILE, `${JSON.stringify(measured, null, 2)}\n`);
