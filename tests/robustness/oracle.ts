/*
 * What the design says of receiving, written from its words and without a line of the code under test. It answers for
 * JSON objects with the documented names. Of any other form it says that either may be right: those have lists of their
 * own in bodies.ts.
 */
const KEPT = 16 * 1024;
const LIMIT = 256 * 1024;
const LONGEST_ENDPOINT = 8192;

export type Expected =
  | {
      status: 200;
      endpoint: string;
      /** 'some' where it is no documented code: it may be read from it or not. */
      code: number | undefined | 'some';
      message: string | undefined | 'some';
      odd: string[];
      hasRaw: boolean;
      text: string;
    }
  | { status: 400; wrong: string[]; text: string }
  | { status: 'any'; text: string };

/** A body as the function sees it: an HTTP API hands on some content types as text, all others byte for byte. */
export const seenThrough = (contentType: string, sent: Uint8Array): Uint8Array =>
  /^(text\/|application\/json)/.test(contentType)
    ? new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent))
    : sent;

export const expectedOf = (body: Uint8Array): Expected => {
  const text = textOf(body.subarray(0, LIMIT));
  const value = body.length > LIMIT ? undefined : parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { status: 'any', text };
  const own = new Map<string, unknown>(Object.entries(value));
  if ([...own.keys()].some(isAlike)) return { status: 'any', text };
  const [code, endpoint, message] = [codeOf(own.get('code')), own.get('endpoint'), own.get('message')];
  const wrong = [
    ...(code === undefined ? ['#/code'] : []),
    ...(message === undefined || message === null || typeof message === 'string' ? [] : ['#/message']),
  ];
  const hasOthers = [...own.keys()].some((name) => !['code', 'endpoint', 'message'].includes(name));
  if (!isEndpoint(endpoint)) {
    const isFlat = [...own.values()].every(
      (one) => one === null || (typeof one !== 'object' && !/^\s*[{["]/.test(String(one))),
    );
    return isFlat && !hasOthers
      ? { status: 400, wrong: [...wrong, '#/endpoint'].sort(), text }
      : { status: 'any', text };
  }
  const isMessageCut = typeof message === 'string' && Buffer.byteLength(message.toWellFormed()) > KEPT;
  const isEndpointOdd = endpoint.trim() !== endpoint || endpoint.trim().length > 2048;
  const odd = [
    ...wrong,
    ...(isEndpointOdd ? ['#/endpoint'] : []),
    ...(isMessageCut ? ['#/message'] : []),
  ].sort();
  return {
    status: 200,
    endpoint: endpoint.trim().toWellFormed(),
    code: code ?? 'some',
    message: typeof message === 'string' ? message.toWellFormed() : message == null ? undefined : 'some',
    odd,
    hasRaw: hasOthers || wrong.length > 0 || isEndpointOdd,
    text,
  };
};

/** As much of a text as is kept, in bytes, without half a character. */
export const isStartOf = (kept: string, text: string): boolean => {
  const whole = Buffer.from(text.toWellFormed());
  const start = Buffer.from(kept);
  return (
    start.equals(whole.subarray(0, start.length)) &&
    (start.length === whole.length || start.length > KEPT - 4)
  );
};

/** Names that may be read as documented ones, and are not. */
const isAlike = (name: string): boolean =>
  !['code', 'endpoint', 'message'].includes(name) &&
  /^(?:code|status(?:code)?|http(?:code|status)|errorcode|message|error(?:message)?|reason|detail|endpoint(?:url)?|webhook(?:endpoint|url)|ur[li])$/.test(
    name.toLowerCase().replace(/[^a-z]/g, ''),
  );

const textOf = (body: Uint8Array): string => {
  const bytes = Buffer.from(body.subarray(0, 4)).toString('hex');
  const encoding =
    /^fffe/.test(bytes) || /^(?!00)..00(?!00)..00/.test(bytes)
      ? 'utf-16le'
      : /^feff/.test(bytes) || /^00(?!00)..00(?!00)../.test(bytes)
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(body);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // JSON.parse has no other way to say so
  }
};

/** "a safe integer or a string of one", counted in BigInt, which does not round. */
const codeOf = (code: unknown): number | undefined => {
  if (typeof code === 'number') return Number.isSafeInteger(code) ? code || 0 : undefined;
  if (typeof code !== 'string' || !/^[+-]?[0-9]+$/.test(code.trim())) return undefined;
  const exact = BigInt(code.trim().replace('+', ''));
  const largest = 2n ** 53n - 1n;
  return exact <= largest && exact >= -largest ? Number(exact) : undefined;
};

/** "an absolute http(s) URL", with or without space around it */
const isEndpoint = (endpoint: unknown): endpoint is string => {
  if (typeof endpoint !== 'string' || endpoint.trim().length > LONGEST_ENDPOINT) return false;
  const url = endpoint.trim();
  return ['http://', 'https://'].some((scheme) => url.toLowerCase().startsWith(scheme)) && URL.canParse(url);
};
