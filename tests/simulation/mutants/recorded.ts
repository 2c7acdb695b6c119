import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each mutant was last caught by, as people read it. */
const FILE = join(__dirname, '../../../docs/mutants.txt');

/** How a line says that a mutant was caught. */
export const caughtLine = (name: string, by: string): string => `caught    ${name}: by ${by}`;

const LINE = /^caught {4}(?<name>.+): by seed (?<seed>\d+), "/;

/** The seed of the last recorded run that caught each mutant. It only says where to look first. */
export const recordedSeeds = (): ReadonlyMap<string, number> =>
  new Map(
    (existsSync(FILE) ? readFileSync(FILE, 'utf8') : '').split('\n').flatMap((line) => {
      const { name, seed } = LINE.exec(line)?.groups ?? {};
      return name === undefined ? [] : [[name, Number(seed)] as const];
    }),
  );

export const record = (lines: readonly string[]): void => writeFileSync(FILE, `${lines.join('\n')}\n`);
