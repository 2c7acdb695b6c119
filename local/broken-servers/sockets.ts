import { createServer, type Socket } from 'node:net';
import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { listening } from './listening.ts';
import type { LabServer } from './server.ts';

const raw = (
  name: string,
  what: string,
  cause: Cause,
  serve: (socket: Socket) => void,
  scheme: 'http' | 'https' = 'http',
): LabServer => ({
  name,
  what,
  cause,
  start: (port = 0) => listening(createServer(serve), scheme, port),
});

const onRequest =
  (answer: (socket: Socket) => void) =>
  (socket: Socket): void => {
    socket.once('data', () => answer(socket));
  };

const flood = (start: string, more: () => string) => (socket: Socket) => {
  const write = (): void => {
    while (!socket.destroyed && socket.write(more()));
  };
  socket.write(start);
  socket.on('drain', write);
  write();
};

const drip = (start: string, more: () => string) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(more()), 100);
  socket.once('close', () => clearInterval(timer));
  socket.write(start);
};

const START = 'HTTP/1.1 200 OK\r\n';
const header = (): string => 'X-More: headers without an end\r\n';
const headers = (): string => header().repeat(100);

const portClosed: LabServer = {
  name: 'port-closed',
  what: 'nothing listens on the port',
  cause: 'connection',
  start: async (port = 0) => {
    const { url, stop } = await listening(createServer(), 'http', port);
    await stop();
    return { url, stop: async () => undefined };
  },
};

/** Servers that break below HTTP, or while speaking it. */
export const socketServers: readonly LabServer[] = [
  portClosed,
  raw(
    'reset',
    'resets the connection on the first byte',
    'reset',
    onRequest((socket) => socket.resetAndDestroy()),
  ),
  raw('reset-at-once', 'resets each connection as it opens', 'reset', (socket) => socket.resetAndDestroy()),
  raw(
    'hangs-up',
    'closes without an answer',
    'reset',
    onRequest((socket) => socket.end()),
  ),
  raw(
    'hangs-up-midway',
    'closes in the middle of its answer',
    'reset',
    onRequest((socket) => socket.end(`${START}Content-`)),
  ),
  raw(
    'half-body',
    'sends half of the body that it promises',
    'reset',
    onRequest((socket) => socket.end(`${START}Content-Length: 4\r\n\r\nok`)),
  ),
  raw(
    'half-chunks',
    'closes before the last chunk',
    'reset',
    onRequest((socket) => socket.end(`${START}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n`)),
  ),
  raw('endless-headers', 'headers as fast as they can be sent', 'protocol', onRequest(flood(START, headers))),
  raw('slow-headers', 'a header each 100 ms, for ever', 'timeout', onRequest(drip(START, header))),
  raw(
    'endless-continue',
    '"100 Continue", for ever',
    'protocol',
    onRequest(flood('', () => 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100))),
  ),
  raw('not-http', 'another service listens on the port', 'protocol', (socket) =>
    socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
  ),
  raw(
    'tls-reset',
    'resets the connection in the TLS handshake',
    'tls',
    onRequest((socket) => socket.resetAndDestroy()),
    'https',
  ),
  raw('tls-silent', 'takes the connection and says nothing to TLS', 'timeout', () => undefined, 'https'),
];
