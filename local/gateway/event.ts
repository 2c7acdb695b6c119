import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A route as in `serverless.yml`: `POST /hooks/{source}/{token}`, `ANY /console/{path+}`. */
export type RouteKey = `${string} /${string}`;

/** Body types that HTTP APIs pass on as text; they pass on everything else in base64. */
const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)(?:;|$))/i;

/**
 * A path as an HTTP API hands it to a function: decoded, cut off at a `?` that was escaped, and decoded once more, so that
 * `%252F` is a slash, and `%25do` no path at all. That is odd, and is what AWS did on 2026-07-10: live captures in
 * hotsock/voker, vokerhttp/testdata/ingress-paths.json. Throws URIError on a broken escape.
 */
export const decodedPath = (path: string): string =>
  decodeURIComponent(decodeURIComponent(path).split('?', 1)[0] ?? '');

/** The parameters of a decoded path under a route; undefined if it does not match. */
export const pathParametersOf = (
  routeKey: RouteKey,
  method: string,
  path: string,
): Record<string, string> | undefined => {
  const [routeMethod, route = ''] = routeKey.split(' ');
  const names = route.split('/');
  const segments = segmentsOf(path, names);
  if ((routeMethod !== method && routeMethod !== 'ANY') || names.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const segment = segments[index] ?? '';
    const parameter = /^\{(\w+)\+?\}$/.exec(name)?.[1];
    if (parameter === undefined && name !== segment) return undefined;
    if (parameter !== undefined && segment === '') return undefined;
    if (parameter !== undefined) parameters[parameter] = segment;
  }
  return parameters;
};

/** A greedy last parameter takes the rest of the path. */
const segmentsOf = (path: string, names: readonly string[]): string[] => {
  const segments = path.split('/');
  if (!/\+\}$/.test(names.at(-1) ?? '') || segments.length < names.length) return segments;
  const last = names.length - 1;
  return [...segments.slice(0, last), segments.slice(last).join('/')];
};

const headersOf = (headers: NodeJS.Dict<string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]));

const isText = (headers: IncomingHttpHeaders): boolean =>
  !headers['content-encoding'] && TEXT.test(headers['content-type'] ?? '');

const queryOf = (query: URLSearchParams): Record<string, string> | undefined => {
  const names = [...new Set(query.keys())];
  return names.length > 0
    ? Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]))
    : undefined;
};

/** What API Gateway's HTTP API hands to a function for this request, payload format 2.0. */
export const gatewayEvent = (
  routeKey: RouteKey,
  path: string,
  pathParameters: Record<string, string>,
  request: IncomingMessage,
  body: Buffer,
  now: Date,
): APIGatewayProxyEventV2 => {
  const rawQueryString = /\?(.*)$/s.exec(request.url ?? '')?.[1] ?? '';
  const { cookie = [], ...others } = request.headersDistinct;
  const headers = headersOf(others);
  const query = queryOf(new URLSearchParams(rawQueryString));
  const isBase64Encoded = body.length > 0 && !isText(request.headers);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    headers,
    // HTTP/2 may send each cookie in a header of its own (RFC 9113, section 8.2.3).
    ...(cookie.length > 0 && { cookies: cookie.flatMap((one) => one.split(/; */)) }),
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers['host'] ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method ?? '',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
};

/** `23/Nov/2026:22:30:00 +0000` */
const gatewayTime = (now: Date): string => {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};
