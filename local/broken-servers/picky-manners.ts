import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listening } from './listening.ts';
import { onRequest, pickyServer, pickySocket } from './picky-server.ts';
import type { LabServer } from './server.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Answers HEAD in its own way, and everything else with 200. */
const onHead = (
  name: string,
  what: string,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): LabServer =>
  pickyServer(`head-${name}`, what, (port = 0) =>
    listening(
      createServer((request, response) => {
        request.resume();
        if (request.method === 'HEAD') answer(request, response);
        else response.end('ok');
      }),
      'http',
      port,
    ),
  );

/** Refuses requests that differ from those of browsers and cURL. */
const unless = (name: string, what: string, status: string, isRight: (head: string) => boolean): LabServer =>
  pickySocket(name, what, (socket) =>
    onRequest(socket, (head) =>
      socket.end(isRight(head) ? OK : `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`),
    ),
  );

const byteByByte = (text: string, eachMs: number, write: (byte: string) => void): void => {
  let at = 0;
  const timer = setInterval(() => {
    write(text.charAt(at));
    at += 1;
    if (at === text.length) clearInterval(timer);
  }, eachMs);
};

/** Servers that answer normally, but not to everything, not at once, or not completely. */
export const pickyManners: readonly LabServer[] = [
  onHead('reset', 'resets the connection on HEAD', ({ socket }) => socket.resetAndDestroy()),
  onHead('closed', 'closes the connection on HEAD', ({ socket }) => socket.end()),
  onHead('silent', 'never answers HEAD', () => undefined),
  onHead('502', 'a proxy in front answers HEAD with 502', (_, response) => response.writeHead(502).end()),
  onHead('503', 'a proxy in front answers HEAD with 503', (_, response) => response.writeHead(503).end()),
  onHead('with-body', 'sends a body with HEAD', ({ socket }) => socket.end(OK)),
  unless('only-get', 'takes GET alone', '405 Method Not Allowed', (head) => head.startsWith('GET ')),
  unless('wants-accept', 'refuses whoever takes nothing', '406 Not Acceptable', (head) =>
    /^Accept: \*\/\*/im.test(head),
  ),
  unless('wants-agent', 'refuses whoever says no name that it knows', '503 Service Unavailable', (head) =>
    /^User-Agent: (?:Mozilla\/5\.0|curl\/)/im.test(head),
  ),
  unless('wants-host', 'reads Host only as it is written by all', '400 Bad Request', (head) =>
    /^Host: 127\.0\.0\.1:\d+\r$/m.test(head),
  ),
  unless(
    'no-identity',
    'does not know the encoding identity',
    '406 Not Acceptable',
    (head) => !/identity/i.test(head),
  ),
  pickySocket('one-packet', 'wants the request in one piece', (socket) => {
    socket.once('data', (bytes) => {
      if (bytes.includes('\r\n\r\n')) socket.end(OK);
      else socket.resetAndDestroy();
    });
  }),
  pickyServer('one-request', 'answers one request in a second, and resets the others', (port = 0) => {
    let isTaken = false;
    const server = createServer((request, response) => {
      if (isTaken) request.socket.resetAndDestroy();
      else response.end('ok');
      isTaken = true;
    });
    return listening(server, 'http', port);
  }),
  pickySocket('keeps-open', 'never closes the connection', (socket) =>
    onRequest(socket, () => socket.write(OK)),
  ),
  pickySocket('keeps-chunked-open', 'chunks, and never closes the connection', (socket) =>
    onRequest(socket, () =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'),
    ),
  ),
  pickySocket('resets-after', 'resets the connection once it has answered', (socket) =>
    onRequest(socket, () => socket.write(OK, () => setTimeout(() => socket.resetAndDestroy(), 20))),
  ),
  pickySocket('answers-first', 'answers before it is asked', (socket) => {
    socket.resume();
    socket.end(OK);
  }),
  pickySocket('half-closed', 'closes its reading side first', (socket) =>
    onRequest(socket, () => {
      socket.pause();
      socket.end(OK);
    }),
  ),
  pickySocket('byte-by-byte', 'sends each byte alone', (socket) =>
    onRequest(socket, () => byteByByte(OK, 5, (byte) => socket.write(byte))),
  ),
  pickySocket('slow-headers', 'takes its time with the headers', (socket) =>
    onRequest(socket, () => byteByByte(OK, 25, (byte) => socket.write(byte))),
  ),
  pickySocket('slow-first-byte', 'thinks for a second and a half', (socket) =>
    onRequest(socket, () => setTimeout(() => socket.end(OK), 1_500)),
  ),
];
