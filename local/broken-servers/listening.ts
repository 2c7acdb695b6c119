import type { Server, Socket } from 'node:net';
import * as z from 'zod';

/** A running lab server. `dns` is the name server that knows its name, if 127.0.0.1 is not enough. */
export type Running = { url: string; dns?: string; stop(): Promise<void> };

const PATH = '/webhooks/orders';
const Bound = z.object({ port: z.int() });

/** Listens on 127.0.0.1 only, on a free port if `port` is 0, until it is stopped with all its connections. */
export const listening = (server: Server, scheme: 'http' | 'https', port: number): Promise<Running> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()); // hanging up on a broken server is fine
      socket.once('close', () => sockets.delete(socket));
    });
    const stop = (): Promise<void> =>
      new Promise((stopped) => {
        server.close(() => stopped());
        for (const socket of sockets) socket.destroy();
      });
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({ url: `${scheme}://127.0.0.1:${Bound.parse(server.address()).port}${PATH}`, stop });
    });
  });
