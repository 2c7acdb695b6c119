import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { compressed, type Encoding, isCompressible, variesByEncoding } from './compress.ts';

/** What a page needs of an API Gateway event (HTTP API, payload 2.0). */
const WebEvent = z.object({
  rawPath: z.string().startsWith('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    http: z.object({ method: z.string().regex(/^[A-Z]+$/) }),
  }),
});

const Source = z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }) });

/** The client's address as API Gateway saw it, so the client cannot choose it. */
export const sourceIpOf = (event: unknown): string =>
  Source.safeParse(event).data?.requestContext.http.sourceIp ?? '';

/**
 * Request does not allow these methods (https://fetch.spec.whatwg.org/#forbidden-method), and no route has them:
 * under another name they are answered like any other unknown method.
 */
const FORBIDDEN = ['CONNECT', 'TRACE', 'TRACK'];
const methodOf = (method: string): string => (FORBIDDEN.includes(method) ? `X-${method}` : method);

const hasBody = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

/** The headers that pages use; one that nobody reads cannot break a page. */
const HEADERS = ['authorization', 'content-type', 'if-none-match', 'origin', 'sec-fetch-site', 'user-agent'];
const PLAIN = /^[\t\x20-\x7e]*$/;

/**
 * The path as part of a URL. An HTTP API hands it over decoded, the gateway of other APIs and of function URLs as it was
 * sent (live captures: hotsock/voker, vokerhttp/testdata/ingress-paths.json). What can only stand in a decoded path is
 * escaped again, so that `?` and `#` of a path begin neither query nor fragment; what is escaped already stays.
 */
const escaped = (path: string): string =>
  path.replace(/%(?![\da-f]{2})|[?#\\\s\p{Cc}]/giu, (sign) => encodeURIComponent(sign));

/** The event as a request to `origin`, whatever host it names; undefined if no request can be made of it. */
export const requestOf = (event: unknown, origin: string): Request | undefined => {
  const { data } = WebEvent.safeParse(event);
  if (!data) return undefined;
  const { rawPath, rawQueryString, cookies, body, isBase64Encoded, requestContext } = data;
  const method = methodOf(requestContext.http.method);
  const url = `${origin}${escaped(rawPath)}${rawQueryString === '' ? '' : `?${rawQueryString}`}`;
  if (!URL.canParse(url)) return undefined;
  const headers = new Headers();
  const given: [string, string | undefined][] = [
    ...HEADERS.map((name): [string, string | undefined] => [name, data.headers[name]]),
    ['cookie', cookies.length > 0 ? cookies.join('; ') : undefined],
  ];
  for (const [name, value] of given) if (value !== undefined && PLAIN.test(value)) headers.set(name, value);
  return new Request(url, {
    method,
    headers,
    ...(hasBody(method) && { body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8') }),
  });
};

/** `text()` would drop the byte order mark by which Excel knows an export's encoding. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The result for API Gateway: everything we answer is text, which is compressed for those who take that. */
export const resultOf = async (
  response: Response,
  encoding?: Encoding,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const given = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  const setCookies = response.headers.getSetCookie();
  const cookies = setCookies.length > 0 ? { cookies: setCookies } : {};
  const body = Buffer.from(await response.arrayBuffer());
  const statusCode = response.status;
  const vary = [given['vary'], 'accept-encoding'].filter(Boolean).join(', ');
  const headers = variesByEncoding({ statusCode, headers: given }) ? { ...given, vary } : given;
  if (!encoding || !isCompressible({ statusCode, headers }, body))
    return { statusCode, headers, ...cookies, body: UTF8.decode(body) };
  const small = await compressed(headers, body, encoding);
  const text = small.body.toString('base64');
  return { statusCode, headers: small.headers, ...cookies, body: text, isBase64Encoded: true };
};
