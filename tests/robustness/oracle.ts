/*
 * What the table "Receiving" of the design says, written from the table and without a line of the code under test.
 */
const LIMIT = 16 * 1024;

export type Expected =
  | { status: 200; endpoint: string; code: number; message: string | undefined; raw: string | undefined }
  | { status: 400; wrong: string[]; raw: string }
  | { status: 413; raw: string };

/** A body as the function sees it: an HTTP API hands on some content types as text, all others byte for byte. */
export const seenThrough = (contentType: string, sent: Uint8Array): Uint8Array =>
  /^(text\/|application\/json)/.test(contentType)
    ? new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(sent))
    : sent;

export const expectedOf = (body: Uint8Array): Expected => {
  const text = textOf(body.subarray(0, LIMIT));
  if (body.length > LIMIT) return { status: 413, raw: text };
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { status: 400, wrong: ['#'], raw: text };
  }
  const own = new Map<string, unknown>(Object.entries(value));
  const [code, endpoint, message] = [codeOf(own.get('code')), own.get('endpoint'), own.get('message')];
  const wrong = [
    ...(code === undefined ? ['#/code'] : []),
    ...(isEndpoint(endpoint) ? [] : ['#/endpoint']),
    ...(message === undefined || message === null || typeof message === 'string' ? [] : ['#/message']),
  ];
  if (code === undefined || !isEndpoint(endpoint) || wrong.length > 0)
    return { status: 400, wrong, raw: text };
  for (const name of ['code', 'endpoint', 'message']) own.delete(name);
  return {
    status: 200,
    endpoint: endpoint.toWellFormed(),
    code,
    message: typeof message === 'string' ? message.toWellFormed() : undefined,
    raw: own.size > 0 ? text : undefined,
  };
};

const textOf = (body: Uint8Array): string => {
  const start = Buffer.from(body.subarray(0, 2)).toString('hex');
  const encoding = start === 'fffe' ? 'utf-16le' : start === 'feff' ? 'utf-16be' : 'utf-8';
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

/** "an absolute http(s) URL ≤ 2,048" */
const isEndpoint = (endpoint: unknown): endpoint is string => {
  if (typeof endpoint !== 'string' || endpoint.length > 2048) return false;
  if (!['http://', 'https://'].some((scheme) => endpoint.toLowerCase().startsWith(scheme))) return false;
  return URL.canParse(endpoint);
};
