import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { listening } from './listening.ts';
import type { LabServer } from './server.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const http = (name: string, what: string, cause: Cause | undefined, newAnswer: () => Answer): LabServer => ({
  name,
  what,
  cause,
  start: (port = 0) => listening(createServer(newAnswer()), 'http', port),
});

const ok: Answer = (request, response) => {
  request.resume();
  request.once('end', () => response.end('ok'));
};

const status =
  (code: number, headers: Record<string, string> = {}): (() => Answer) =>
  () =>
  (request, response) => {
    request.resume();
    response.writeHead(code, { 'content-type': 'text/plain', ...headers }).end(`${code}`);
  };

const body = (write: (response: ServerResponse) => void) => (): Answer => (request, response) => {
  request.resume();
  write(response.writeHead(200, { 'content-type': 'text/plain' }));
};

const every = (ms: number, response: ServerResponse, text: string): void => {
  const timer = setInterval(() => response.write(text), ms);
  response.once('close', () => clearInterval(timer));
  response.write(text);
};

const flood = (response: ServerResponse): void => {
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
  };
  response.on('drain', more);
  more();
};

const STATUSES: readonly (readonly [number, Cause, string])[] = [
  [400, 'rejected', 'finds every request wrong'],
  [401, 'unauthorized', 'wants a token that Flavours does not send'],
  [403, 'unauthorized', 'a firewall rule denies access'],
  [404, 'missing', 'the route is gone since a deploy'],
  [405, 'method', 'the route does not take GET'],
  [410, 'missing', 'the route is gone for good'],
  [429, 'throttled', 'a rate limiter counts every request'],
  [500, 'crashed', 'the application throws'],
  [501, 'unsupported', 'a proxy in front knows no such method'],
  [502, 'unavailable', 'the proxy gets nonsense from the application'],
  [503, 'unavailable', 'the application is down behind its proxy'],
  [504, 'gateway-timeout', 'the application is too slow for its proxy'],
];

/** The address whose requests `blocks-flavours` refuses; the simulated Flavours sends from there. */
export const FLAVOURS_ADDRESS = '127.0.0.9';

const blocking: Answer = (request, response) =>
  request.socket.remoteAddress === FLAVOURS_ADDRESS
    ? status(403)()(request, response)
    : ok(request, response);

const flapping = (): Answer => {
  let asked = 0;
  return (request, response) => {
    asked += 1;
    (asked % 2 === 1 ? status(503)() : ok)(request, response);
  };
};

const loop: Answer = (request, response) =>
  status(302, { location: `http://${request.headers.host}${request.url}` })()(request, response);

export const METADATA = 'http://169.254.169.254/latest/meta-data/iam/security-credentials/';

/** Servers that speak HTTP, each broken in one way. */
export const answeringServers: readonly LabServer[] = [
  http('good', 'all is well', undefined, () => ok),
  http('blocks-flavours', `refuses ${FLAVOURS_ADDRESS} alone: Flavours, not us`, undefined, () => blocking),
  ...STATUSES.map(([code, cause, what]) => http(`status-${code}`, what, cause, status(code))),
  http('redirect-loop', 'redirects to itself', 'redirect', () => loop),
  http(
    'redirect-private',
    'redirects into a private network',
    'redirect',
    status(307, { location: METADATA }),
  ),
  http('flapping', 'fails each other time, first of all', 'unavailable', flapping),
  http('too-slow', 'takes the request and never answers', 'timeout', () => (request) => request.resume()),
  http(
    'slow-body',
    'an answer at a byte each 200 ms',
    'timeout',
    body((response) => every(200, response, 'x')),
  ),
  http(
    'endless-body',
    'an answer that never ends',
    'timeout',
    body((response) => every(100, response, 'x'.repeat(1_024))),
  ),
  http('huge-body', 'an answer of gigabytes; a probe reads 64 KiB', undefined, body(flood)),
];
