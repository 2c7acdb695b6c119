/** The part of a response before its body, as far as a probe needs it. */
export type ResponseHead = {
  status: number;
  date?: string | undefined;
  location?: string | undefined;
  isChunked: boolean;
  contentLength?: number | undefined;
};

/**
 * Chrome finds the status line after up to four bytes of garbage, and accepts any version and `ICY`; cURL accepts any
 * line end and letters of either case: https://source.chromium.org/search?q=kStatusLineSlop
 */
const STATUS_LINE = /^[\s\S]{0,4}?(?:HTTP(?:\/[\d.]*)?|ICY)[ \t]+0*([1-9]\d{2})(?!\d)/i;
/** How an HTTP response may begin, however little of it has come. */
const BEGINNING = /^[\s\S]{0,4}?(?:HTTP|ICY[ \t])/i;
const ENOUGH_FOR_BEGINNING = 8;

/** Whether the bytes so far, from the first that is not white space, may still become a response. */
export const mayBeHttp = (text: string): boolean =>
  text.length < ENOUGH_FOR_BEGINNING || BEGINNING.test(text);

/**
 * Reads a head as leniently as browsers and cURL do; undefined if there is no status line. A line that is not a
 * header is skipped.
 */
export const parseResponseHead = (text: string): ResponseHead | undefined => {
  const [first = '', ...lines] = text.trimStart().split('\n');
  const [, status] = STATUS_LINE.exec(first) ?? [];
  if (status === undefined) return undefined;
  const valuesOf = headersIn(lines);
  const contentLength = lengthIn(valuesOf('content-length'));
  return {
    status: Number(status),
    date: valuesOf('date')[0],
    location: valuesOf('location')[0],
    isChunked: /\bchunked\b/i.test(valuesOf('transfer-encoding').join()),
    ...(contentLength !== undefined && { contentLength }),
  };
};

const headersIn = (lines: readonly string[]): ((name: string) => string[]) => {
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0
      ? []
      : [{ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }];
  });
  return (name) => headers.filter((one) => one.name === name).map(({ value }) => value);
};

/** The shortest of several lengths: waiting for more could wait for ever. Invalid ones do not count. */
const lengthIn = (values: readonly string[]): number | undefined => {
  const lengths = values
    .flatMap((value) => value.split(','))
    .map((text) => /^\s*\+?(\d{1,15})\s*$/.exec(text)?.[1]);
  const known = lengths.filter((length) => length !== undefined).map(Number);
  return known.length > 0 ? Math.min(...known) : undefined;
};
