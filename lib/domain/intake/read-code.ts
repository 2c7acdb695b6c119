import type { FieldProblem } from './problem-details.ts';

export const CODE_EXPECTED = 'expected a safe integer, or a string of one';

const INTEGER = /^\s*[+-]?\d+\s*$/;
/** "503.0", "404.13" as IIS writes it, "503 Service Unavailable": a whole number, and then something else. */
const LEADING_INTEGER = /^\s*([+-]?\d{1,16})(?![\d\p{L}])/u;
/** "HTTP/1.1 503 Service Unavailable" */
const STATUS_LINE = /^\s*HTTP(?:\/\d(?:\.\d)?)?[\s:]{0,3}([1-5]\d\d)\b/i;

export type CodeRead = { code?: number; problem?: FieldProblem };

/** A code, and what is odd about it. Whatever is not a number is no code: the post is worth as much without one. */
export const readCode = (value: unknown): CodeRead => {
  const exact = exactly(value);
  if (exact !== undefined) return { code: exact };
  const code = nearly(value);
  const detail =
    code === undefined ? `code unknown: ${CODE_EXPECTED}` : `code read as ${code}: ${CODE_EXPECTED}`;
  return { ...(code !== undefined && { code }), problem: { pointer: '#/code', detail } };
};

const safe = (number: number): number | undefined => (Number.isSafeInteger(number) ? number || 0 : undefined); // -0 is 0

const exactly = (value: unknown): number | undefined =>
  typeof value === 'number'
    ? safe(value)
    : typeof value === 'string' && INTEGER.test(value)
      ? safe(Number(value))
      : undefined;

const nearly = (value: unknown): number | undefined => {
  if (Array.isArray(value) && value.length === 1) return exactly(value[0]) ?? nearly(value[0]);
  if (typeof value === 'number') return isStatus(Math.trunc(value)) ? Math.trunc(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = inAsciiDigits(value.slice(0, 200));
  const digits = (STATUS_LINE.exec(text) ?? LEADING_INTEGER.exec(text))?.[1];
  return digits === undefined ? undefined : safe(Number(digits));
};

const isStatus = (number: number): boolean => number >= 100 && number <= 599;

/** The digits of any script are ten in a row, from zero to nine. */
const inAsciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let below = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(point - below - 1))) below += 1;
    return String(below % 10);
  });
