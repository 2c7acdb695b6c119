import { describe, expect, test } from '@jest/globals';
import { partOf } from '../../../lib/console/api/exports.ts';
import {
  ANSWER_BYTES,
  BODY_BYTES,
  bytesInAnswer,
  fittedPage,
  shortened,
} from '../../../lib/console/api/fitted.ts';
import { RESULT_LIMIT_BYTES } from '../../../local/gateway/limits.ts';

/* What one answer of Lambda holds, counted as Lambda counts it. */

const rowsOf = (...texts: string[]) =>
  texts.map((text, index) => ({ value: { text }, after: `after ${index}` }));

test.each(['plain', '"quoted"', 'a\nb\\c', 'متجر', '\ud800', '\u0001', '😀'])(
  'the bytes of %j are those inside the JSON of the answer',
  (text) => {
    const around = Buffer.byteLength(JSON.stringify({ body: '' }));
    expect(bytesInAnswer(text)).toBe(Buffer.byteLength(JSON.stringify({ body: text })) - around);
  },
);

test('the limit is the one that the local gateway keeps', () => {
  expect(ANSWER_BYTES).toBe(RESULT_LIMIT_BYTES);
  expect(BODY_BYTES).toBeLessThan(ANSWER_BYTES - 10_240);
});

describe('a page', () => {
  test('that fits is left as it is', () => {
    expect(fittedPage({ rows: rowsOf('a', 'b'), next: 'n' })).toEqual({ rows: rowsOf('a', 'b'), next: 'n' });
  });
  test('ends before the row that does not fit, and goes on behind the last that does', () => {
    const page = fittedPage({ rows: rowsOf('a'.repeat(40), 'b'.repeat(40), 'c'), next: 'n' }, 100);
    expect(page).toEqual({ rows: rowsOf('a'.repeat(40)), next: 'after 0' });
  });
  test('counts quotes as the answer does', () => {
    expect(fittedPage({ rows: rowsOf('"'.repeat(30), '"'.repeat(30)) }, 200).rows).toHaveLength(1);
    expect(fittedPage({ rows: rowsOf('x'.repeat(30), 'x'.repeat(30)) }, 200).rows).toHaveLength(2);
  });
  test('has at least one row', () => {
    expect(fittedPage({ rows: rowsOf('a'.repeat(99), 'b') }, 10)).toEqual({
      rows: rowsOf('a'.repeat(99)),
      next: 'after 0',
    });
  });
});

describe('a part of an export', () => {
  const csv = { header: 'text\n', line: ({ text }: { text: string }) => `${text}\n` };
  const all = Array.from({ length: 25 }, (_, index) => ({
    value: { text: `${index}:${'"'.repeat(index * 7)}` },
    after: String(index + 1),
  }));
  const read = async (after: string | undefined) => {
    const from = Number(after ?? 0);
    const rows = all.slice(from, from + 4);
    return { rows, ...(from + 4 < all.length && { next: String(from + 4) }) };
  };

  test.each(['csv', 'ndjson'] as const)(
    'as %s: all parts hold each row once and whole, none is too large',
    async (format) => {
      const lines: string[] = [];
      let after: string | undefined;
      let parts = 0;
      do {
        const part = await partOf({ format, read, csv }, { begin: after, bytes: 1000, isLate: () => false });
        expect(bytesInAnswer(part.body)).toBeLessThanOrEqual(1000);
        lines.push(
          ...part.body
            .replace(/^text\n/, '')
            .trimEnd()
            .split('\n'),
        );
        after = part.after;
        parts++;
      } while (after !== undefined && parts < 50);
      const expected = all.map(({ value }) => (format === 'csv' ? value.text : JSON.stringify(value)));
      expect(lines).toEqual(expected);
      expect(parts).toBeGreaterThan(3);
    },
  );

  test('ends when its time is up, and says where it goes on', async () => {
    const part = await partOf(
      { format: 'csv', read, csv },
      { begin: undefined, bytes: 9999, isLate: () => true },
    );
    expect(part.after).toBe('4');
  });

  test('a row that no part holds is cut, and says so; the rows around it are whole', async () => {
    const rows = [
      { value: { text: 'before' }, after: '1' },
      { value: { text: 'x'.repeat(5000) }, after: '2' },
      { value: { text: 'behind' }, after: '3' },
    ];
    const readAll = async (after: string | undefined) => ({ rows: rows.slice(Number(after ?? 0)) });
    const bodies: string[] = [];
    let after: string | undefined;
    do {
      const part = await partOf(
        { format: 'ndjson', read: readAll, csv },
        { begin: after, bytes: 2000, isLate: () => false },
      );
      expect(bytesInAnswer(part.body)).toBeLessThanOrEqual(2000);
      bodies.push(part.body);
      after = part.after;
    } while (after !== undefined);
    expect(bodies.join('')).toMatch(/"before".*\n.*cut: 5000 characters.*\n.*"behind"/);
  });

  test('what is cut is only what is long', () => {
    expect(shortened({ id: 'k', count: 7, message: 'm' })).toEqual({ id: 'k', count: 7, message: 'm' });
  });
});
