import type { Ctx } from '../request/context.ts';
import type { Page } from '../search/rows.ts';
import { queryOf } from '../view/paths.ts';
import type { Csv } from './csv.ts';
import { BODY_BYTES, bytesInAnswer, shortened } from './fitted.ts';

/** The time limit of one part: a filter that matches nothing would read for ever. */
const PART_MS = 10_000;

export type Format = 'csv' | 'ndjson';

/** Reads one page of rows. */
export type Reader<Value> = (after: string | undefined) => Promise<Page<Value>>;

export type Exported<Value> = {
  format: Format;
  name: 'incidents' | 'notifications';
  read: Reader<Value>;
  csv: Csv<Value>;
};

type Part = { body: string; after: string | undefined };

/** Rows until a part is full or its time is up. A row is never split; `after` is the position after the last one. */
export const partOf = async <Value extends object>(
  { format, read, csv }: Omit<Exported<Value>, 'name'>,
  { begin, bytes, isLate }: { begin: string | undefined; bytes: number; isLate(): boolean },
): Promise<Part> => {
  const lineOf = (row: Value): string => (format === 'csv' ? csv.line(row) : `${JSON.stringify(row)}\n`);
  const lines: string[] = [];
  const header = format === 'csv' ? csv.header : '';
  let left = bytes - bytesInAnswer(header);
  let after = begin;
  do {
    const { rows, next } = await read(after);
    for (const { value, after: behind } of rows) {
      let line = lineOf(value);
      if (bytesInAnswer(line) > left) {
        if (lines.length > 0) return { body: header + lines.join(''), after };
        line = lineOf(shortened(value));
      }
      lines.push(line);
      left -= bytesInAnswer(line);
      after = behind;
    }
    after = next;
  } while (after !== undefined && !isLate());
  return { body: header + lines.join(''), after };
};

/** An export: a part that fits one answer, with the URL of the next part in `Link`. */
export const exported = async <Value extends object>(
  context: Ctx,
  asked: Exported<Value>,
): Promise<Response> => {
  const { format, name } = asked;
  const endsAt = context.env.run.now().getTime() + PART_MS;
  const { body, after } = await partOf(asked, {
    begin: context.req.query('after'),
    bytes: BODY_BYTES,
    isLate: () => context.env.run.now().getTime() >= endsAt,
  });
  const { after: _, ...filter } = context.req.query();
  const further = `${new URL(context.req.url).pathname}${queryOf({ ...filter, after })}`;
  return context.body(body, 200, {
    'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson',
    'Content-Disposition': `attachment; filename="${name}.${format}"`,
    ...(after !== undefined && { Link: `<${further}>; rel="next"` }),
  });
};
