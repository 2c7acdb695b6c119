import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { sampleRequest } from '../../../lib/adapters/lambda/webhook-request.ts';
import { bundle } from './bundle.ts';

/* What `receive` does while it is loaded on Lambda: everything but storing something. */
const SECRET = 'a secret of more than thirty-two characters';
const Receive = z.object({ handler: z.function({ input: [z.unknown()], output: z.promise(z.unknown()) }) });
const Stored = z.object({ Item: z.object({ id: z.object({ S: z.ulid() }) }) });
type Way = (request: IncomingMessage, response: ServerResponse) => void;

const answer: Way = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
};

let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** DynamoDB's place, with what arrived there. */
const startService = async (first: Way = answer) => {
  const arrived: { method: string | undefined; target: unknown; id: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const ways: Way[] = [first];
  let connections = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const id = body === '' ? undefined : Stored.parse(JSON.parse(body)).Item.id.S;
      arrived.push({ method: request.method, target: request.headers['x-amz-target'], id });
      (ways.shift() ?? answer)(request, response);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    ways,
    sockets,
    connections: () => connections,
  };
};

/** The bundle of `receive` as Lambda loads it. */
const load = async (url: string, logLevel = 'SILENT'): Promise<z.infer<typeof Receive>> => {
  Object.assign(process.env, {
    AWS_LAMBDA_FUNCTION_NAME: 'receive',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL: url,
    TABLE_PREFIX: 'flavours-error-webhook-test',
    WEBHOOK_SECRET: SECRET,
    LOG_LEVEL: logLevel,
    METRICS: 'off',
  });
  const path = require.resolve('../../../handlers/receive.ts');
  // `await` waits for the exports, as Lambda's `await import()` does.
  return Receive.parse(await bundle('receive', `export { handler, then } from '${path}';`));
};
const event = sampleRequest({ secrets: [SECRET], sourceVersion: () => 1 });

test('init opens the connection and stores nothing; the first notification goes over that connection', async () => {
  const service = await startService();
  const { handler } = await load(service.url);
  expect(service.arrived).toEqual([{ method: 'GET', target: undefined, id: undefined }]);
  expect(await handler(event)).toMatchObject({ statusCode: 200 });
  expect(service.arrived.map(({ target }) => target)).toEqual([undefined, 'DynamoDB_20120810.PutItem']);
  expect(service.connections()).toBe(1);
});

const Line = z.looseObject({ message: z.string(), requestId: z.string(), source: z.string() });
/** The lines that are logged meanwhile. */
const linesOf = async (task: () => Promise<unknown>): Promise<z.infer<typeof Line>[]> => {
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  try {
    await task();
  } finally {
    write.mockRestore();
  }
  return lines.map((line) => Line.parse(JSON.parse(line)));
};

test('the first line of the log, which is slow, is written in init, of the same texts as a notification’s', async () => {
  const service = await startService();
  const [ready, stored, ...others] = await linesOf(async () => {
    const { handler } = await load(service.url, 'INFO');
    await handler(event);
  });
  expect(others).toEqual([]);
  expect(ready).toMatchObject({ message: 'ready for notifications', rehearsed: expect.any(String) });
  expect(stored).toMatchObject({
    message: 'notification stored',
    notificationId: service.arrived.at(-1)?.id,
    requestId: ready?.requestId,
    source: ready?.source,
  });
  expect(z.ulid().parse(ready?.['rehearsed'])).not.toBe(stored?.['notificationId']);
});

test('a connection that died while the function was frozen is replaced, and the notification is stored once', async () => {
  const service = await startService();
  const { handler } = await load(service.url);
  // The service has forgotten it: it resets it when the next request comes.
  service.ways.push((request) => request.socket.resetAndDestroy());
  expect(await handler(event)).toMatchObject({ statusCode: 200 });
  const ids = service.arrived.flatMap(({ id }) => id ?? []);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1); // the same item on the condition that it is not there: stored once
  expect(service.connections()).toBe(2);
});

test('a connection that the service closed while nothing happened is not used again', async () => {
  const service = await startService();
  const { handler } = await load(service.url);
  await Promise.all(
    [...service.sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve).end())),
  );
  expect(await handler(event)).toMatchObject({ statusCode: 200 });
  expect(service.arrived.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test.each<[string, Way]>([
  ['refuses access', (_, response) => response.writeHead(403).end('{}')],
  ['has an internal error', (_, response) => response.writeHead(500).end('oh')],
  ['ends the connection', (request) => request.socket.resetAndDestroy()],
  ['never answers', () => undefined],
])('init survives a service that %s, and stores what comes then', async (_, way) => {
  const service = await startService(way);
  const { handler } = await load(service.url);
  expect(service.arrived.every(({ target }) => target === undefined)).toBe(true);
  expect(await handler(event)).toMatchObject({ statusCode: 200 });
  expect(service.arrived.filter(({ target }) => target !== undefined)).toHaveLength(1);
});

test('init survives a service that is not there, and a sender is told to post again', async () => {
  const { handler } = await load('http://127.0.0.1:9');
  expect(await handler(event)).toMatchObject({ statusCode: 503 });
});
