import type { Page } from '../search/rows.ts';

/**
 * A function behind an HTTP API answers at once; nothing can be streamed. Its result is JSON of at most 6,291,556
 * bytes (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), in which the body is one text: its
 * quotes, backslashes and line ends count twice. The rest is for headers and for what surrounds a list.
 */
export const ANSWER_BYTES = 6_291_556;
export const BODY_BYTES = ANSWER_BYTES - 64 * 1024;

/** How many bytes a text is inside the JSON that a function returns. */
export const bytesInAnswer = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - '""'.length;

/** As many rows of a page as fit into `bytes`, at least one; `next` is then the position after the last of them. */
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

/** A row that fits no answer: its long texts are cut, and say so. */
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
