import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Result } from './result.ts';

/** The last result of each storm, so that one can be measured again without all others. */
const FILE = join(__dirname, 'measured.json');

export const readResults = (): Result[] =>
  existsSync(FILE) ? z.array(Result).parse(JSON.parse(readFileSync(FILE, 'utf8'))) : [];

/** The results with one more, which takes the place of an older one of the same storm; the smallest storms first. */
export const withResult = (results: readonly Result[], newest: Result): Result[] =>
  [
    ...results.filter(
      ({ notifications, endpoints }) =>
        notifications !== newest.notifications || endpoints !== newest.endpoints,
    ),
    newest,
  ].toSorted((one, other) => one.notifications - other.notifications || one.endpoints - other.endpoints);

export const writeResults = (results: readonly Result[]): void =>
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
