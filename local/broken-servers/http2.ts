import { constants, createSecureServer, type SecureServerOptions, type ServerHttp2Stream } from 'node:http2';
import type { Cause } from '../../lib/domain/diagnosis/cause.ts';
import { listening } from './listening.ts';
import { pickyServer } from './picky-server.ts';
import { labCertificate, labKey } from './secured.ts';
import type { LabServer } from './server.ts';

type Serve = (stream: ServerHttp2Stream) => void;

const starting =
  (serve: Serve, options: SecureServerOptions = {}): LabServer['start'] =>
  (port = 0) => {
    const identity = { key: labKey('server'), cert: labCertificate('good') };
    const server = createSecureServer({ ...identity, ...options }, (request, response) => {
      if (request.httpVersionMajor < 2) response.end('ok');
    });
    server.on('stream', (stream) => {
      stream.on('error', () => stream.destroy()); // hanging up on a broken server is fine
      serve(stream);
    });
    return listening(server, 'https', port);
  };

const picky = (name: string, what: string, serve: Serve, options?: SecureServerOptions): LabServer =>
  pickyServer(name, what, starting(serve, options));
const broken = (name: string, what: string, cause: Cause, serve: Serve): LabServer => ({
  name,
  what,
  cause,
  start: starting(serve),
});

const answered = (stream: ServerHttp2Stream): void => {
  stream.respond({ ':status': 200 });
  stream.end('ok');
};

const withLongHeaders = (stream: ServerHttp2Stream): void => {
  const more = Array.from({ length: 100 }, (_, index) => [`x-more-${index}`, 'x'.repeat(1_000)]);
  stream.respond({ ':status': 200, ...Object.fromEntries(more) });
  stream.end('ok');
};

const hintsForEver = (stream: ServerHttp2Stream): void => {
  const more = (): void => {
    if (stream.destroyed) return;
    for (let count = 0; count < 20; count += 1)
      stream.additionalHeaders({ ':status': 103, 'x-more': 'x'.repeat(1_000) });
    setImmediate(more);
  };
  more();
};

export const pickyHttp2: readonly LabServer[] = [
  picky('http-2-only', 'speaks HTTP/2 alone', answered),
  picky('http-2-first', 'prefers HTTP/2', answered, { allowHTTP1: true }),
  picky(
    'http-2-sends-back',
    'takes HTTP/2, and then wants HTTP/1.1',
    (stream) => stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED),
    { allowHTTP1: true },
  ),
  picky('http-2-long-headers', 'HTTP/2 with 100 KB of headers', withLongHeaders, {
    maxSendHeaderBlockLength: 256 * 1024,
  }),
  picky('http-2-hints', 'HTTP/2 with 103 Early Hints first', (stream) => {
    stream.additionalHeaders({ ':status': 103, link: '</a>' });
    answered(stream);
  }),
  picky('http-2-empty', 'HTTP/2 with headers alone', (stream) =>
    stream.respond({ ':status': 204 }, { endStream: true }),
  ),
];

/** Servers that break in HTTP/2, and speak nothing else. */
export const brokenHttp2: readonly LabServer[] = [
  broken('http-2-refuses', 'HTTP/2, and each request is refused', 'protocol', (stream) =>
    stream.close(constants.NGHTTP2_INTERNAL_ERROR),
  ),
  broken('http-2-hangs-up', 'HTTP/2, and the connection is closed without an answer', 'reset', (stream) =>
    stream.session?.destroy(),
  ),
  broken('http-2-half-body', 'HTTP/2, and half of an answer', 'reset', (stream) => {
    stream.respond({ ':status': 200 });
    stream.write('ok', () => setTimeout(() => stream.session?.destroy(), 20));
  }),
  broken('http-2-endless-hints', 'HTTP/2, and "103 Early Hints" for ever', 'protocol', hintsForEver),
  broken('http-2-silent', 'HTTP/2, and no answer', 'timeout', () => undefined),
];
