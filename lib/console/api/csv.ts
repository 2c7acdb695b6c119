import { stringify } from 'csv-stringify/sync';
import type { ApiIncident, ApiMonthStatistics, ApiNotification } from '../../domain/api/schemas.ts';
import { minutesDown } from '../../domain/incidents/statistics.ts';

/** Characters that a spreadsheet takes for the beginning of a formula, also in East Asian and Arabic widths. */
const FORMULA = '=+\\-@＝＋－＠﹦﹢﹣﹫−';
/** Characters that may precede one without hiding it. */
const BLANK = '[ \\p{Z}\\p{Cf}"\'`]*';
const AT_START = new RegExp(`^(?:[\\t\\r\\n]|${BLANK}[${FORMULA}])`, 'u');
/**
 * Where lists are separated by semicolons, Excel does not see our quotes: a cell then ends at `;`, a tab or a line
 * end.
 */
const BEHIND_SEPARATOR = new RegExp(`([;|\\t\\r\\n\\v\\f\\u0085])(?=${BLANK}[${FORMULA}])`, 'gu');

/** A text that stays text in any spreadsheet: an apostrophe precedes whatever would be run as a formula. */
export const safeCell = (text: string): string =>
  `${AT_START.test(text) ? "'" : ''}${text.replaceAll(BEHIND_SEPARATOR, "$1'")}`;

type Cell = string | number | undefined;

/** Lines of CSV as spreadsheets read them: CRLF, each text in quotes, numbers as numbers. */
const linesOf = (rows: readonly (readonly Cell[])[], isFirst: boolean): string =>
  stringify(
    rows.map((row) => [...row]),
    {
      bom: isFirst, // without it, Excel assumes its country's encoding, and Arabic would be garbled
      record_delimiter: 'windows',
      quoted_string: true,
      cast: { string: safeCell },
    },
  );

type Columns<Row> = Readonly<Record<string, (row: Row, now: number) => Cell>>;

const INCIDENT: Columns<ApiIncident> = {
  incidentId: (one) => one.incidentId,
  name: (one) => one.name,
  endpoint: (one) => one.endpoint,
  severity: (one) => one.severity,
  family: (one) => one.family,
  state: (one) => one.state,
  attention: (one) => one.attention,
  heldBackBy: (one) => one.heldBack.map(({ why }) => why).join(' '),
  heldBackUntil: (one) => one.heldBack[0]?.until,
  count: (one) => one.count,
  openedAt: (one) => one.openedAt,
  lastAt: (one) => one.lastAt,
  acknowledgedBy: (one) => one.acknowledgedBy,
  acknowledgedAt: (one) => one.acknowledgedAt,
  resolvedAt: (one) => one.resolvedAt,
  resolution: (one) => one.resolution,
  resolvedBy: (one) => one.resolvedBy,
  minutesDown,
  windowFrom: (one) => one.backfill?.from,
  windowTo: (one) => one.backfill?.to,
  cause: (one) => one.cause,
  area: (one) => one.area,
  verdict: (one) => one.verdict?.sentence,
  story: (one) => one.story,
  steps: (one) => one.steps.map(({ text, command }) => [text, command].filter(Boolean).join(' ')).join(' | '),
  summary: (one) => one.summary,
};

const NOTIFICATION: Columns<ApiNotification> = {
  id: (one) => one.id,
  receivedAt: (one) => one.receivedAt,
  source: (one) => one.source,
  incidentId: (one) => one.incidentId,
  endpoint: (one) => one.endpoint,
  code: (one) => one.code,
  message: (one) => one.message,
  fieldProblems: (one) => one.fieldProblems?.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '),
  problem: (one) => one.problem,
  mentionedUrl: (one) => one.mentionedUrl,
  raw: (one) => one.raw,
};

const STATISTICS: Columns<ApiMonthStatistics & { isWhole: boolean }> = {
  month: (one) => one.month,
  incidents: (one) => one.incidents,
  lostAtLeast: (one) => one.lostAtLeast,
  minutesDown: (one) => one.minutesDown,
  acknowledged: (one) => one.toAcknowledge.incidents,
  meanMinutesToAcknowledge: (one) => one.toAcknowledge.mean,
  medianMinutesToAcknowledge: (one) => one.toAcknowledge.median,
  resolved: (one) => one.toRecover.incidents,
  meanMinutesToRecover: (one) => one.toRecover.mean,
  medianMinutesToRecover: (one) => one.toRecover.median,
  isWhole: (one) => (one.isWhole ? 'yes' : 'no'),
};

export type Csv<Row> = { header: string; line(row: Row): string };

const csvOf = <Row>(columns: Columns<Row>, now: number): Csv<Row> => ({
  header: linesOf([Object.keys(columns)], true),
  line: (row) => linesOf([Object.values(columns).map((cell) => cell(row, now))], false),
});

/** Incidents as a table; open ones count as down until `now`. */
export const incidentCsv = (now: number): Csv<ApiIncident> => csvOf(INCIDENT, now);

/** Notifications as a table. */
export const notificationCsv = (now: number): Csv<ApiNotification> => csvOf(NOTIFICATION, now);

/** What months came to as a table. */
export const statisticsCsv = (now: number): Csv<ApiMonthStatistics & { isWhole: boolean }> =>
  csvOf(STATISTICS, now);
