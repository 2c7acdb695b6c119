import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { STORED_TOKEN } from './events.ts';

const CERTIFICATES = join(__dirname, '../../local/broken-servers/certificates');
/** Whom the functions are to trust. */
export const AUTHORITY = join(CERTIFICATES, 'root.pem');
const read = (name: string): Buffer => readFileSync(join(CERTIFICATES, name));

const Put = z.object({
  // Records of the other functions have other keys.
  Item: z.object({ id: z.object({ S: z.string().min(1) }).optional() }),
  ConditionExpression: z.string().optional(),
});
const REFUSED = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
});
const NOTHING = JSON.stringify({ Items: [], Count: 0, Responses: {} });
const KNOWN = JSON.stringify({ Item: { endpointKey: { S: 'known' } } });
const TOKEN = JSON.stringify({ Item: STORED_TOKEN });
const itemAskedBy = (body: string): string =>
  body.includes('-endpoints"') ? KNOWN : body.includes(STORED_TOKEN.name.S) ? TOKEN : NOTHING;
const PUBLISHED =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>';

/** DynamoDB and SNS in one, over TLS: they take everything, and know which items were put. */
export type Services = Awaited<ReturnType<typeof startServices>>;

export const startServices = async () => {
  const stored = new Set<string>();
  const calls: string[] = [];
  const server = createServer({ key: read('server.key'), cert: read('good.pem') }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const target =
        String(request.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      calls.push(target || (body === '' ? String(request.method) : 'Publish'));
      const isSns = target === '' && body !== '';
      response.setHeader('content-type', isSns ? 'text/xml' : 'application/x-amz-json-1.0');
      if (target === 'PutItem') {
        const { Item, ConditionExpression } = Put.parse(JSON.parse(body));
        // There is nothing yet that could be written over.
        if (ConditionExpression?.startsWith('attribute_exists')) {
          response.writeHead(400).end(REFUSED);
          return;
        }
        if (Item.id) stored.add(Item.id.S);
      }
      const found = target === 'GetItem' ? itemAskedBy(body) : NOTHING;
      response.end(isSns ? PUBLISHED : target === 'PutItem' ? '{}' : found);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>((value) => typeof value === 'object').parse(server.address());
  return {
    url: `https://127.0.0.1:${port}`,
    stored,
    calls,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
