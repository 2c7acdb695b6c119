import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import * as z from 'zod';
import { LOCAL_ACCESS_KEY, LOCAL_REGION } from '../../../local/dynamodb/api.ts';
import type { Answer, Call } from './call.ts';
import { PREFIX } from './container.ts';

const agent = new Agent({ keepAlive: true });

const Batch = z.looseObject({ Responses: z.record(z.string(), z.array(z.unknown())) });

/** The engine, with tables of a world's own behind the names that all worlds use: their streams outlive them. */
export type Tables = { endpoint: string; prefix: string };

const TOKEN = /("ClientRequestToken":)"([^"]+)"/;

/** A seed played twice must not find its own transactions of the first time. */
const ownToken = (prefix: string, token: string): string =>
  createHash('sha256').update(`${prefix} ${token}`).digest('hex').slice(0, 36);

/** Hands a call to the engine, over real HTTP, as the SDK would have sent it. */
export const toEngine = async ({ endpoint, prefix }: Tables, call: Call): Promise<Answer> => {
  const body = call.body
    .replaceAll(`"${PREFIX}-`, `"${prefix}-`)
    .replace(TOKEN, (_, name: string, token: string) => `${name}"${ownToken(prefix, token)}"`);
  const { status, headers, body: bytes } = await post(endpoint, { ...call, body });
  const text = new TextDecoder().decode(bytes).replaceAll(`"${prefix}-`, `"${PREFIX}-`);
  const { 'x-amz-crc32': _sum, 'content-length': _length, ...kept } = headers;
  const isBatch = call.operation === 'BatchGetItem' && status === 200;
  return { status, headers: kept, body: new Uint8Array(Buffer.from(isBatch ? inOrder(text) : text)) };
};

/** The engine answers a batch in any order, as DynamoDB may; the same seed must see the same. */
const inOrder = (text: string): string => {
  const { Responses, ...rest } = Batch.parse(JSON.parse(text));
  const sorted = Object.entries(Responses).map(([table, items]) => [
    table,
    items
      .map((item) => ({ item, text: canonical(item) }))
      .sort((one, other) => (one.text < other.text ? -1 : 1))
      .map(({ item }) => item),
  ]);
  return JSON.stringify({ ...rest, Responses: Object.fromEntries(sorted) });
};

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );

const post = (endpoint: string, { headers, body }: Call): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const call = request(endpoint, { method: 'POST', agent, headers: wireHeaders(headers) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { date: _ours, ...kept } = response.headers; // a real date would correct the SDK's virtual clock
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)])),
          body: new Uint8Array(Buffer.concat(chunks)),
        });
      });
    });
    call.on('error', reject);
    call.end(body);
  });

/** Unsigned as they are, they get what the engine wants to see of a signature. */
const wireHeaders = ({ host: _host, 'content-length': _length, ...rest }: Record<string, string>) => ({
  ...rest,
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL_ACCESS_KEY}/20260101/${LOCAL_REGION}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
});
