/**
 * A function behind an HTTP API answers whole, and nothing streams. What it returns is JSON of 6,291,556 bytes at most
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), in which the body is one text: its quotes,
 * backslashes and line ends count twice. The rest is for the headers and what stands around a list.
 */
export const ANSWER_BYTES = 6_291_556;
export const BODY_BYTES = ANSWER_BYTES - 64 * 1024;

/** How many bytes a text is inside the JSON that a function returns. */
export const bytesInAnswer = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - '""'.length;

/** One row of a list, and where the list goes on behind it. */
export type Row<Value> = { value: Value; after: string };
export type Page<Value> = { rows: readonly Row<Value>[]; next?: string | undefined };

/** As many rows of a page as fit into `bytes`, at least one; `next` is then behind the last of them. */
export const fittedPage = <Value>({ rows, next }: Page<Value>, bytes = BODY_BYTES): Page<Value> => {
  let left = bytes;
  const fits = rows.findIndex(({ value }) => {
    left -= bytesInAnswer(`${JSON.stringify(value)},`);
    return left < 0;
  });
  if (fits < 0) return { rows, next };
  const shown = rows.slice(0, Math.max(1, fits));
  return { rows: shown, next: shown.length === rows.length ? next : shown.at(-1)?.after };
};

const LONGEST = 1000;

/** A row that no answer can hold: its long texts are cut, and say so. */
export const shortened = <Value extends object>(row: Value): Value =>
  Object.assign(
    {},
    row,
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => typeof value === 'string' && value.length > LONGEST)
        .map(([name, value]) => [
          name,
          `${String(value).slice(0, LONGEST).toWellFormed()}… (cut: ${String(value).length} characters are too many for one answer)`,
        ]),
    ),
  );
