import { expect, test } from '@jest/globals';
import { redact } from '../../../../lib/domain/security/redact.ts';
import { SECRETS } from './secrets.ts';
import { WORST_BEGINNINGS, WORST_UNITS } from './worst-texts.ts';

/*
 * That redaction is linear is shown by counting, not by a clock: how many characters all searches of a text were given
 * to read, by a stand-in for the engine's own methods. Twice the text must not be more than twice the work; times are in
 * bench/redaction.
 */
const UNIT = 2048;

type Search = (this: RegExp, text: string) => RegExpExecArray | null;

/** How much of `text` the patterns run over: from where each search begins to where it ends, or to the end of the text. */
const workOf = (text: string): number => {
  const own = RegExp.prototype.exec;
  let run = 0;
  const counted: Search = function (read) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = own.call(this, read);
    const end = match ? match.index + match[0].length : this.sticky ? from : read.length;
    run += 1 + Math.max(0, end - from);
    return match;
  };
  RegExp.prototype.exec = counted;
  try {
    redact(text);
  } finally {
    RegExp.prototype.exec = own;
  }
  return run;
};

const filled = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const TEXTS: [name: string, of: (length: number) => string][] = [
  ...[...WORST_UNITS, ...SECRETS.map(({ text }) => `${text} `)].map(
    (unit): [string, (length: number) => string] => [unit, (length) => `${filled(unit, length)} 1:%252541`],
  ),
  ...WORST_BEGINNINGS.map(([beginning, unit, end]): [string, (length: number) => string] => [
    `${beginning}${unit}…${end}`,
    (length) => `${beginning}${filled(unit, length)}${end} 1:`,
  ]),
];

test.each(TEXTS)('twice as much of %j is not more than twice the work', (_, of) => {
  const [once, twice] = [workOf(of(4 * UNIT)), workOf(of(8 * UNIT))];
  expect(once).toBeGreaterThan(4 * UNIT);
  expect(twice / once).toBeLessThan(2.2);
  expect(twice).toBeLessThan(100 * 8 * UNIT); // and little for each character
});
