import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { listening } from './listening.ts';
import type { LabServer } from './server.ts';

/** A server that browsers or cURL accept, though something about it is unusual. */
export const pickyServer = (name: string, what: string, start: LabServer['start']): LabServer => ({
  name: `picky-${name}`,
  what,
  cause: undefined,
  start,
});

/** A server below HTTP: `serve` gets the socket. */
export const pickySocket = (name: string, what: string, serve: (socket: Socket) => void): LabServer =>
  pickyServer(name, what, (port = 0) => listening(createServer(serve), 'http', port));

/** Calls back with the head of the request once it is complete. */
export const onRequest = (socket: Socket, answer: (head: string) => void): void => {
  let head = '';
  const take = (bytes: Buffer): void => {
    head += bytes.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    socket.off('data', take);
    answer(head);
  };
  socket.on('data', take);
};
