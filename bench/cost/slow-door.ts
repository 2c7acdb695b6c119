import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { bodyOf } from '../../local/gateway/http-server.ts';

/*
 * A process in front of the engine that gives each answer as late as DynamoDB does, in a process of its own so that its
 * processor time is nobody else's: fork(slow-door.ts, [ENGINE, MS]); it says its address when it is there.
 */
const LIMIT_BYTES = 16 * 1024 * 1024;
const [engine, delayMs] = z.tuple([z.url(), z.coerce.number()]).parse(process.argv.slice(2));

const server = createServer(async (request, response) => {
  const body = (await bodyOf(request, LIMIT_BYTES)) ?? Buffer.alloc(0);
  const headers = Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
  const due = sleep(delayMs);
  const answer = await fetch(engine, { method: 'POST', headers, body });
  const content = Buffer.from(await answer.arrayBuffer());
  await due;
  response
    .writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': content.length,
    })
    .end(content);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = z.object({ port: z.int() }).parse(server.address());
  process.send?.(`http://127.0.0.1:${port}`);
});
process.once('disconnect', () => process.exit());
