import type { Socket } from 'node:net';
import { codedError, REQUEST_HEADERS, type ServerResponse } from './response.ts';
import { ResponseReader } from './response-reader.ts';

/** One GET by HTTP/1.1 over an open socket. Throws whatever prevented a status. */
export const askByHttp1 = (url: URL, socket: Socket, overdue: AbortSignal): Promise<ServerResponse> =>
  new Promise((resolve, reject) => {
    const reader = new ResponseReader();
    const end = (reason?: unknown): void => {
      overdue.removeEventListener('abort', late);
      socket.destroy();
      const response = reader.ended(reason);
      if (response) resolve(response);
      else reject(reason ?? codedError('ECONNRESET', 'closed without an answer'));
    };
    const late = (): void => end(codedError('ETIMEDOUT', 'the time is up'));
    overdue.addEventListener('abort', late, { once: true });
    socket.on('data', (bytes: Buffer) => {
      try {
        reader.take(bytes);
        if (reader.isOver) end();
      } catch (error) {
        overdue.removeEventListener('abort', late);
        socket.destroy();
        reject(error);
      }
    });
    socket.on('error', end);
    socket.once('end', () => end());
    socket.once('close', () => end());
    socket.write(requestOf(url));
  });

const requestOf = (url: URL): string => {
  const headers = { Host: url.host, ...REQUEST_HEADERS, Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}\r\n`;
};
