import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { redactUrl } from '../../domain/endpoints/redact-url.ts';
import type { Answer } from '../../domain/probing/probe.ts';
import { shownText } from '../../messages/text/plain-text.ts';
import { codeOf } from './classify-error.ts';
import { askByHttp1 } from './http1.ts';
import { askByHttp2 } from './http2.ts';
import type { ServerResponse } from './response.ts';

/**
 * One GET over an open socket, by the negotiated version of HTTP. The body is counted and dropped, never kept. If an
 * answer breaks off, it says so; errors before a status are thrown.
 */
export const ask = async (
  url: URL,
  socket: Socket,
  now: () => Date,
  overdue: AbortSignal,
): Promise<Answer> => {
  const response = await (speaksHttp2(socket) ? askByHttp2 : askByHttp1)(url, socket, overdue);
  const { status, date, bodyBytes, cut, incomplete } = response;
  return {
    status,
    ...serverClock(date, now()),
    ...redirection(response, url),
    bodyBytes,
    cut,
    ...(incomplete !== undefined && { incomplete: codeOf(incomplete) ?? 'INCOMPLETE' }),
  };
};

export const speaksHttp2 = (socket: Socket): boolean =>
  socket instanceof TLSSocket && socket.alpnProtocol === 'h2';

const serverClock = (date: string | undefined, now: Date): Pick<Answer, 'serverTime' | 'aheadS'> => {
  const time = Date.parse(date ?? '');
  if (!Number.isFinite(time)) return {};
  return {
    serverTime: new Date(time).toISOString(),
    aheadS: Math.round((time - now.getTime()) / 1_000),
  };
};

const redirection = ({ status, location }: ServerResponse, url: URL): Pick<Answer, 'redirectsTo'> => {
  if (location === undefined || status < 300 || status > 399) return {};
  if (!URL.canParse(location, url.href)) return { redirectsTo: 'an address that cannot be read' };
  const to = new URL(location, url);
  const isWeb = to.protocol === 'http:' || to.protocol === 'https:';
  return { redirectsTo: isWeb ? shownText(redactUrl(to.href), 512) : to.protocol };
};
