import type { Readable } from 'node:stream';
import type { ServiceException } from '@smithy/core/client';
import { streamCollector } from '@smithy/core/serde';
import { HttpRequest } from '@smithy/core/transport';

export type Members = Record<string, unknown>;

/** A command as the SDK's middleware hands it over, with what deploy/sdk/operations.cjs says of its input and output. */
export type Operation<Input, Output = unknown> = { name: string; input: Input; output: Output };
type Endpoint = { protocol: string; hostname: string; port?: number; path: string };
export type Context = { endpoint: () => Promise<Endpoint> };
export type Response = { statusCode: number; headers: Record<string, string>; body: Readable | Uint8Array };

type ErrorOptions = {
  name: string;
  $metadata: ReturnType<typeof metadataOf>;
  $fault?: 'client' | 'server';
};
export type ErrorClass = new (options: ErrorOptions) => ServiceException;

/** A POST to the service's one address: both protocols name the command elsewhere than in the path. */
export const requestTo = async (
  { endpoint }: Context,
  headers: Record<string, string>,
  body: string,
): Promise<HttpRequest> => {
  const { protocol, hostname, port, path } = await endpoint();
  return new HttpRequest({
    method: 'POST',
    protocol,
    hostname,
    ...(port !== undefined && { port }),
    path: path.endsWith('/') ? path : `${path}/`,
    headers,
    body,
  });
};

/** The whole body of an answer. In tests it can be bytes, as it can for the SDK. */
export const textOf = async ({ body }: Response): Promise<string> => {
  const { buffer, byteOffset, byteLength } = body instanceof Uint8Array ? body : await streamCollector(body);
  return Buffer.from(buffer, byteOffset, byteLength).toString();
};

export const isFailure = ({ statusCode }: Response): boolean => statusCode >= 300;

/** What the SDK says of each answer, and of each error that is one: its retries go by the status. */
export const metadataOf = ({ statusCode, headers }: Response) => ({
  httpStatusCode: statusCode,
  requestId: headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'],
  extendedRequestId: headers['x-amz-id-2'],
  cfId: headers['x-amz-cf-id'],
});

export const faultOf = ({ statusCode }: Response): 'client' | 'server' =>
  statusCode < 500 ? 'client' : 'server';

export const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** The members of a value that has some; what a service says otherwise has none. */
export const membersOf = (value: unknown): Members => (isObject(value) && !Array.isArray(value) ? value : {});
