import {
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import type { Socket } from 'node:net';
import { codedError, MAX_BODY_BYTES, REQUEST_HEADERS, type ServerResponse } from './response.ts';
import { MAX_HEAD_BYTES } from './response-reader.ts';

const MAX_HEADERS = 4_096;

/** One GET by HTTP/2, for servers that chose it in the TLS handshake. Throws whatever prevented a status. */
export const askByHttp2 = (url: URL, socket: Socket, overdue: AbortSignal): Promise<ServerResponse> =>
  new Promise((resolve, reject) => {
    let response: ServerResponse | undefined;
    const session = connect(url.origin, {
      createConnection: () => socket, // the one whose address was checked
      maxHeaderListPairs: MAX_HEADERS,
      settings: { enablePush: false, maxHeaderListSize: MAX_HEAD_BYTES },
    });
    const end = (reason?: unknown): void => {
      overdue.removeEventListener('abort', late);
      session.destroy();
      socket.destroy();
      if (!response) reject(reason ?? codedError('ECONNRESET', 'closed without an answer'));
      else resolve({ ...response, ...(reason !== undefined && { incomplete: reason }) });
    };
    const late = (): void => end(codedError('ETIMEDOUT', 'the time is up'));
    overdue.addEventListener('abort', late, { once: true });
    session.on('error', end);
    session.once('close', () => end(codedError('ECONNRESET', 'closed in the middle of an answer')));
    const stream = session.request(
      { ':path': `${url.pathname}${url.search}`, ':authority': url.host, ...REQUEST_HEADERS },
      { endStream: true },
    );
    stream.on('headers', () => {
      // endless interim responses stay within every other limit
      if (socket.bytesRead > MAX_HEAD_BYTES)
        end(codedError('HEADERS_TOO_LARGE', 'endless interim responses'));
    });
    stream.once('response', (headers) => {
      response = responseOf(headers);
    });
    stream.on('data', (bytes: Buffer) => {
      if (!response) return;
      response.bodyBytes += bytes.length;
      response.cut = response.bodyBytes >= MAX_BODY_BYTES;
      if (response.cut) end();
    });
    stream.on('error', end);
    stream.once('close', () => end(closedBy(stream)));
  });

const responseOf = (headers: IncomingHttpHeaders & IncomingHttpStatusHeader): ServerResponse => ({
  status: headers[':status'] ?? 0,
  date: headers.date,
  location: headers.location,
  bodyBytes: 0,
  cut: false,
});

/**
 * What was wrong with a stream that closed early: Node reports it only by its code, and calls it an end. It cancels
 * open streams when the connection closes.
 */
const closedBy = ({ rstCode }: ClientHttp2Stream): Error | undefined => {
  if (rstCode === constants.NGHTTP2_NO_ERROR) return undefined;
  if (rstCode === constants.NGHTTP2_CANCEL) return codedError('ECONNRESET', 'closed in the middle');
  return codedError('ERR_HTTP2_STREAM_ERROR', `the stream was reset: ${rstCode}`);
};
