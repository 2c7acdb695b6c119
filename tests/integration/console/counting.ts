import { createServer } from 'node:http';
import * as z from 'zod';
import { bodyOf } from '../../../local/gateway/http-server.ts';

const LIMIT_BYTES = 16 * 1024 * 1024;
const Named = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  // Of what is written it has other things.
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })).catch({}),
});

/**
 * An engine behind a door that counts what is asked of it: `Query incidents/listName`; and the keys that each read of several
 * names.
 */
export const countingEngine = async (endpoint: string) => {
  const asked: string[] = [];
  const keys: number[] = [];
  const server = createServer(async (request, response) => {
    const body = (await bodyOf(request, LIMIT_BYTES)) ?? Buffer.alloc(0);
    const target = String(request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const { TableName = '', IndexName, RequestItems } = Named.parse(JSON.parse(body.toString() || '{}'));
    asked.push(`${target} ${TableName.replace(/^.*-/, '')}${IndexName ? `/${IndexName}` : ''}`.trim());
    if (target === 'BatchGetItem') keys.push(...Object.values(RequestItems).map(({ Keys }) => Keys.length));
    const headers = Object.fromEntries(
      Object.entries(request.headers)
        .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
        .map(([name, value]) => [name, String(value)]),
    );
    const answer = await fetch(endpoint, { method: 'POST', headers, body });
    const content = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/x-amz-json-1.0',
      'content-length': content.length,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    keys,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
