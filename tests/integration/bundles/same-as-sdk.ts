import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../../../local/gateway/http-server.ts';

/** One request as it arrived. What differs by the moment or by the SDK's own statistics is left out. */
type Arrived = {
  method: string | undefined;
  path: string | undefined;
  headers: Record<string, unknown>;
  body: unknown;
};
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const OF_THE_MOMENT = [
  'authorization',
  'host',
  'x-amz-date',
  'amz-sdk-invocation-id',
  'x-amz-content-sha256',
  'user-agent',
  'x-amz-user-agent',
];

/** A server that gives its answers one after the other, the last again and again. */
export const startServer = async () => {
  let answers: Answer[] = [];
  const arrived: Arrived[] = [];
  const raw: { headers: IncomingMessage['headers']; bytes: Buffer }[] = [];
  const server = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      raw.push({ headers: request.headers, bytes: Buffer.concat(chunks) });
      const headers = Object.entries(request.headers).filter(([name]) => !OF_THE_MOMENT.includes(name));
      arrived.push({
        method: request.method,
        path: request.url,
        headers: Object.fromEntries(headers),
        body: contentOf(request, Buffer.concat(chunks).toString()),
      });
      const [next] = answers.length > 1 ? answers.splice(0, 1) : answers;
      if (!next) throw new Error('nothing is to be answered');
      next(response, request);
    });
  }, 0);
  return {
    url: server.url,
    stop: () => server.close(),
    /** What `task` sends, and what becomes of it. */
    during: async (given: readonly Answer[], task: () => Promise<unknown>) => {
      answers = [...given];
      arrived.splice(0);
      raw.splice(0);
      const outcome = await task().then(
        (answer) => ({ answer: plain(answer) }),
        (error: unknown) => ({ error: plain(error) }),
      );
      return { outcome, arrived: [...arrived], raw: [...raw] };
    },
  };
};

/** What a body says: in JSON and in a form the order of the members means nothing, and ours is that of the caller. */
const contentOf = ({ headers }: IncomingMessage, body: string): unknown =>
  headers['content-type']?.startsWith('application/x-amz-json')
    ? JSON.parse(body)
    : body.split('&').toSorted();

/** A value without what differs from one attempt to the next, and an error as its name, text and fields. */
const plain = (value: unknown): unknown => {
  if (value instanceof Error) {
    const { $metadata, ...fields } = { $metadata: undefined, ...value };
    return {
      name: value.name,
      message: value.message,
      fields: plain(fields),
      metadata: plain($metadata),
    };
  }
  // The bundle's dates are of another realm than those of the test.
  if (Object.prototype.toString.call(value) === '[object Date]') return { date: JSON.stringify(value) };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'totalRetryDelay')
      .map(([key, one]) => [key, plain(one)]),
  );
};
