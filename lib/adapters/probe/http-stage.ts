import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { shownEndpoint } from '../../domain/endpoints/redact-url.ts';
import type { Answer } from '../../domain/probing/probe.ts';
import { shownText } from '../../messages/text/plain-text.ts';

/** What was answered, and what then went wrong with the rest of it. */
export type Asked = { answer: Answer; trouble?: unknown };

const USER_AGENT = 'flavours-error-webhook-probe';
const MOST_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

/** One request over an open socket. The body is counted and dropped, never kept. */
export const ask = async (
  method: Answer['method'],
  url: URL,
  socket: Socket,
  now: () => Date,
  overdue: AbortSignal,
): Promise<Asked> => {
  const response = await responseTo(method, url, socket, overdue);
  const answer: Answer = {
    method,
    status: response.statusCode ?? 0,
    ...serverClock(response.headers.date, now()),
    ...redirection(response, url),
    bodyBytes: 0,
    cut: false,
  };
  try {
    for await (const chunk of response) {
      answer.bodyBytes += Buffer.byteLength(chunk);
      answer.cut = answer.bodyBytes >= MOST_BYTES;
      if (answer.cut) break;
    }
    return { answer };
  } catch (error) {
    return { answer, trouble: error };
  } finally {
    socket.destroy();
  }
};

const responseTo = (
  method: string,
  url: URL,
  socket: Socket,
  overdue: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asking = request({
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        'user-agent': USER_AGENT,
        accept: '*/*',
        'accept-encoding': 'identity', // what is counted is what was sent
      },
      createConnection: () => socket, // and no agent: nothing is kept alive, no proxy of the environment is used
      maxHeaderSize: MOST_HEADER_BYTES,
      signal: overdue,
    });
    asking.on('response', resolve);
    asking.on('error', reject);
    asking.on('information', () => {
      // "100 Continue" for ever is within every limit of a header
      if (socket.bytesRead > MOST_BYTES) asking.destroy(malformed('endless interim responses'));
    });
    asking.on('upgrade', () => {
      socket.destroy();
      reject(malformed('an upgrade that nobody asked for')); // Node has let go of the socket: no error follows
    });
    asking.end();
  });

const malformed = (what: string): Error => Object.assign(new Error(what), { code: 'HPE_UNEXPECTED' });

const serverClock = (date: string | undefined, now: Date): Pick<Answer, 'serverTime' | 'aheadS'> => {
  const time = Date.parse(date ?? '');
  if (!Number.isFinite(time)) return {};
  return {
    serverTime: new Date(time).toISOString(),
    aheadS: Math.round((time - now.getTime()) / 1_000),
  };
};

const redirection = ({ statusCode = 0, headers }: IncomingMessage, url: URL): Pick<Answer, 'redirectsTo'> => {
  const { location } = headers;
  if (location === undefined || statusCode < 300 || statusCode > 399) return {};
  if (!URL.canParse(location, url.href)) return { redirectsTo: 'an address that cannot be read' };
  const to = new URL(location, url);
  const isWeb = to.protocol === 'http:' || to.protocol === 'https:';
  return { redirectsTo: isWeb ? shownText(shownEndpoint(to.href), 512) : to.protocol };
};
