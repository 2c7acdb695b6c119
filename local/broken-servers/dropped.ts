import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { LabServer } from './server.ts';

// Its thread sleeps for ever once it listens, so it never accepts: Linux queues two connections, and then silently
// drops further ones, without privileges (tcp_abort_on_overflow = 0).
const LISTENER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: workerData, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address());
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 10);
  });
`;

const MOST_QUEUED = 16;
const DROPPED_MS = 200;

const isTaken = async (socket: Socket): Promise<boolean> => {
  const answer = await Promise.race([once(socket, 'connect'), sleep(DROPPED_MS)]);
  return answer !== undefined;
};

/** Fills the queue until a connection is no longer accepted. */
const fill = async (port: number, queued: Socket[]): Promise<void> => {
  for (let count = 0; count < MOST_QUEUED; count += 1) {
    const socket = connect(port, '127.0.0.1');
    queued.push(socket);
    if (!(await isTaken(socket))) {
      socket.destroy();
      return;
    }
  }
  throw new Error('this system queues connections without a limit: no packet is dropped');
};

export const packetsDropped: LabServer = {
  name: 'packets-dropped',
  what: 'no packet is answered: a firewall, or the host is down',
  cause: 'connect-timeout',
  start: async (port = 0) => {
    const worker = new Worker(LISTENER, { eval: true, workerData: port });
    const [address] = await once(worker, 'message');
    const bound = z.object({ port: z.int() }).parse(address);
    await sleep(50); // until its thread sleeps
    const queued: Socket[] = [];
    await fill(bound.port, queued);
    const stop = async (): Promise<void> => {
      for (const socket of queued) socket.on('error', () => socket.destroy()).destroy();
      await worker.terminate();
    };
    return { url: `http://127.0.0.1:${bound.port}/webhooks/orders`, stop };
  },
};
