import { table } from '../section.ts';
import type { Row } from './row.ts';

const fine = (value: number): string => value.toFixed(1);
const kb = (value: number): string => value.toFixed(0);

/** Functions of another commit and of this one, measured in the same rounds. */
export const beforeAfterTable = (functions: readonly { before: Row; after: Row }[]): string =>
  table(
    ['', 'zip KB', 'cold CPU ms', '× floor', 'change', 'first request ms', 'the same at 0.3 core'],
    functions.map(({ before, after }) => {
      const both = (of: (row: Row) => string): string => `${of(before)} → ${of(after)}`;
      const change = Math.round((after.cpu[1] / before.cpu[1] - 1) * 100);
      return [
        after.name,
        both(({ zipKb }) => kb(zipKb)),
        both(({ cpu }) => fine(cpu[1])),
        both(({ ratio }) => ratio.toFixed(2)),
        `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change)} %`,
        both(({ first }) => fine(first[1])),
        both(({ held }) => (held === undefined ? '–' : fine(held))),
      ];
    }),
  );
