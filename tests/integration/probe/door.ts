import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { listening, type Running } from '../../../local/broken-servers/listening.ts';

export type Knock = { method: string | undefined; url: string | undefined; headers: IncomingHttpHeaders };

/** A server on loopback that counts who connects and keeps what is asked. */
export type Door = Running & { port: number; connections: number; knocks: Knock[] };

export const openDoor = async (
  answer: RequestListener = (_, response) => response.end('let in'),
): Promise<Door> => {
  const knocks: Knock[] = [];
  const server = createServer((request, response) => {
    knocks.push({ method: request.method, url: request.url, headers: request.headers });
    request.resume();
    answer(request, response);
  });
  const running = await listening(server, 'http', 0);
  const door: Door = { ...running, port: Number(new URL(running.url).port), connections: 0, knocks };
  server.on('connection', () => {
    door.connections += 1;
  });
  return door;
};
