import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import * as z from 'zod';
import { StartError } from '../support/errors.ts';

export type Listening = { server: Server; url: string; close(): Promise<void> };

/** Listens on 127.0.0.1 only; port 0 takes a free one. A taken port is reported in one line. */
export const listen = (listener: RequestListener, port: number, maxHeaderSize?: number): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const server = createServer(maxHeaderSize ? { maxHeaderSize } : {}, listener);
    server.once('error', (error) => {
      const isTaken = 'code' in error && error.code === 'EADDRINUSE';
      const next = `Port ${port} on 127.0.0.1 is taken. Set PORT to a free one, or end the process that has it.`;
      reject(isTaken ? new StartError(next, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = z.object({ port: z.int() }).parse(server.address());
      resolve({ server, url: `http://127.0.0.1:${address.port}`, close: () => closed(server) });
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * The whole body, or undefined if it exceeds the limit; then the rest is read and dropped, so that an answer arrives.
 */
export const bodyOf = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = z.instanceof(Buffer).parse(chunk);
    bytes += buffer.length;
    if (bytes <= limitBytes) chunks.push(buffer);
    else chunks.length = 0;
  }
  return bytes <= limitBytes ? Buffer.concat(chunks) : undefined;
};
