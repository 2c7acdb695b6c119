import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { dynamodbClient } from '../../../lib/adapters/config/aws-clients.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';

const PLAIN = /\.(?:Put|Update|Delete)Item$/;
const TRANSACTION = /\.TransactWriteItems$/;
const Transaction = z.object({ TransactItems: z.array(z.unknown()) });

/** What DynamoDB answers while a transaction is writing an item: no engine on a laptop does so on demand. */
const conflict = (target: string, body: Buffer): object | undefined => {
  const type = (name: string) => `com.amazonaws.dynamodb.v20120810#${name}`;
  const message = 'Transaction is ongoing for the item';
  if (PLAIN.test(target)) return { __type: type('TransactionConflictException'), message };
  if (!TRANSACTION.test(target)) return undefined;
  const { TransactItems: items } = Transaction.parse(JSON.parse(body.toString()));
  return {
    __type: type('TransactionCanceledException'),
    message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
    CancellationReasons: items.map(() => ({ Code: 'TransactionConflict', Message: message })),
  };
};

/** The product's own client, in front of an engine that refuses the first `refusals` writes because of a transaction. */
export const conflictingStore = async (store: Store, refusals: number) => {
  const endpoint = await store.client.config.endpoint?.();
  if (!endpoint) throw new Error('the store has no endpoint');
  const targets: string[] = [];
  let left = refusals;
  const pass = async (request: IncomingMessage, body: Buffer): Promise<[status: number, text: string]> => {
    const target = String(request.headers['x-amz-target']);
    const refusal = conflict(target, body);
    if (refusal) targets.push(target);
    if (refusal && left-- > 0) return [400, JSON.stringify(refusal)];
    const answer = await fetch(`${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': target,
        'content-type': 'application/x-amz-json-1.0',
        authorization: String(request.headers.authorization),
        'x-amz-date': String(request.headers['x-amz-date']),
      },
      body: Uint8Array.from(body),
    });
    return [answer.status, await answer.text()];
  };
  const server = createServer(async (request, response) => {
    const [status, text] = await pass(request, await buffer(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
  });
  const client = dynamodbClient();
  return {
    store: { ...store, client },
    writes: () => targets.length,
    stop: () => {
      client.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
};
