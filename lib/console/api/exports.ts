import { stringify } from 'csv-stringify/sync';
import type { ApiIncident, ApiNotification } from '../../domain/api/schemas.ts';
import type { Ctx } from '../request/context.ts';
import { queryOf } from '../view/paths.ts';

/**
 * A function behind an HTTP API answers whole: 6 MB at most, and nothing streams
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). So an export comes in parts, each with a
 * link to the next.
 */
const PART_BYTES = 4_500_000;
const PART_MS = 12_000;

const INCIDENT_COLUMNS: readonly (keyof ApiIncident)[] = [
  'incidentId',
  'name',
  'endpoint',
  'severity',
  'family',
  'state',
  'count',
  'openedAt',
  'lastAt',
  'resolvedAt',
  'resolution',
  'resolvedBy',
  'cause',
  'area',
  'summary',
];
const NOTIFICATION_COLUMNS: readonly (keyof ApiNotification)[] = [
  'id',
  'receivedAt',
  'source',
  'incidentId',
  'endpoint',
  'code',
  'message',
  'fieldProblems',
  'problem',
  'mentionedUrl',
  'raw',
];

export type Format = 'csv' | 'ndjson';
type Row = Record<string, unknown>;
export type Part = { rows: Row[]; next?: string | undefined };

/** Lines of one format. A text that a spreadsheet would take for a formula gets a quote before it. */
const linesOf = (format: Format, rows: readonly Row[], columns: readonly string[]): string =>
  format === 'csv'
    ? stringify([...rows], { columns: [...columns], escape_formulas: true })
    : rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** An export: pages of rows until a part is full, with the address of the next part in `Link`. */
export const exported = async (
  context: Ctx,
  { format, name, read }: { format: Format; name: 'incidents' | 'notifications'; read: Reader },
): Promise<Response> => {
  const columns = name === 'incidents' ? INCIDENT_COLUMNS : NOTIFICATION_COLUMNS;
  const endsAt = context.env.work.now().getTime() + PART_MS;
  let body = format === 'csv' ? stringify([[...columns]]) : '';
  let bytes = 0;
  let after = context.req.query('after');
  do {
    const { rows, next } = await read(after);
    const lines = linesOf(format, rows, columns);
    body += lines;
    bytes += Buffer.byteLength(lines);
    after = next;
  } while (after !== undefined && bytes < PART_BYTES && context.env.work.now().getTime() < endsAt);
  const { after: _, ...filter } = context.req.query();
  const further = `${new URL(context.req.url).pathname}${queryOf({ ...filter, after })}`;
  return context.body(body, 200, {
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    ...(after !== undefined && { Link: `<${further}>; rel="next"` }),
  });
};

/** Reads one page of rows. */
export type Reader = (after: string | undefined) => Promise<Part>;
