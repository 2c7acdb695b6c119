import type { ServerResponse } from 'node:http';
import { type Listening, listen } from '../../local/gateway/http-server.ts';

/** One way of answering, and how many requests it saw. */
type Way = (response: ServerResponse) => void;

const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Way =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers });
    response.end(body);
  };
const failure = (status: number, type: string): Way =>
  answer(
    status,
    JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'said by the stub' }),
  );

export const WAYS = {
  'takes it': answer(200, '{"Item":{"endpointKey":{"S":"known"}},"Items":[],"Responses":{}}'),
  'has no list': answer(200, '{}'),
  'has it already': failure(400, 'ConditionalCheckFailedException'),
  'never answers': () => undefined,
  'begins an answer and never ends it': (response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '2' });
    response.write('{');
  },
  throttles: failure(400, 'ProvisionedThroughputExceededException'),
  'has an internal error': failure(500, 'InternalServerError'),
  'is not available': answer(503, ''),
  'refuses access': failure(400, 'AccessDeniedException'),
  'has no such table': failure(400, 'ResourceNotFoundException'),
  'refuses what is put': failure(400, 'ValidationException'),
  'answers with a page': answer(200, '<!doctype html><title>It works!</title>', {
    'content-type': 'text/html',
  }),
  'answers with half of JSON': answer(200, '{"Attributes":'),
  'answers with another error': answer(418, 'short and stout', { 'content-type': 'text/plain' }),
  'ends the connection': (response) => response.destroy(),
  'ends it within the answer': (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{', () => response.destroy());
  },
} satisfies Record<string, Way>;

/** An HTTP server in place of DynamoDB, which answers as it is told. */
export const startStub = async () => {
  let way: Way = WAYS['takes it'];
  const requests: string[] = [];
  const server: Listening = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(`${request.headers['x-amz-target']} ${Buffer.concat(chunks).toString()}`);
      way(response);
    });
  }, 0);
  return {
    url: server.url,
    requests,
    is: (name: keyof typeof WAYS) => {
      way = WAYS[name];
      requests.splice(0);
    },
    stop: () => server.close(),
  };
};
