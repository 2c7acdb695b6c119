import { connect } from 'node:net';

export type Answer = { status: number; type: string; allow: string; body: string };

const HANG_MS = 240_000;

/** Sends bytes as they are, where fetch is too polite, and reads one answer. A connection that is closed without one has status 0. */
export const exchange = (origin: string, ...parts: (string | Uint8Array)[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    socket.setTimeout(HANG_MS, () => socket.destroy(new Error('no answer ever came')));
    socket.on('data', (chunk) => received.push(chunk));
    socket.once('error', (error) => (received.length > 0 ? resolve(answerOf(received)) : reject(error)));
    socket.once('close', () => resolve(answerOf(received)));
    for (const part of parts) socket.write(part);
  });

const answerOf = (received: readonly Buffer[]): Answer => {
  const text = Buffer.concat(received).toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end).replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [, status = '0'] = /^HTTP\/1\.1 (\d{3}) /.exec(head) ?? [];
  if (status === '100') return answerOf([Buffer.from(text.slice(end + 4))]);
  const headerOf = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return {
    status: Number(status),
    type: headerOf('content-type'),
    allow: headerOf('allow'),
    body: text.slice(end + 4),
  };
};

/** A request as text: `Connection: close`, so that the end of the answer is seen. */
export const head = (method: string, target: string, headers: readonly string[] = []): string =>
  [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n');
