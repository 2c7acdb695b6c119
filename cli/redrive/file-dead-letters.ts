import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ulid } from 'ulid';
import type { Box } from './dead-letters.ts';

/**
 * The local stack's on-failure queue: a file with one pointer per line. It is moved aside before it is read, since
 * the running stack may add to it; what an interrupted run had moved aside is read again.
 */
export const fileBox = (file: string): Box => {
  const movedAside = (): string[] =>
    existsSync(dirname(file))
      ? readdirSync(dirname(file))
          .filter((name) => name.startsWith(`${basename(file)}.`))
          .map((name) => join(dirname(file), name))
      : [];
  return {
    take: async () => {
      if (existsSync(file)) renameSync(file, `${file}.${ulid()}`);
      return movedAside().flatMap((moved) =>
        readFileSync(moved, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((text) => ({ text, receipt: moved })),
      );
    },
    settle: async ({ done, kept }) => {
      // First put back, then remove: a crash in between leaves a pointer twice, which does no harm.
      if (kept.length > 0) appendFileSync(file, kept.map(({ text }) => `${text}\n`).join(''));
      for (const moved of new Set([...done, ...kept].map(({ receipt }) => receipt)))
        rmSync(moved, { force: true });
    },
  };
};
