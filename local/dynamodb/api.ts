import { Agent, request } from 'node:http';
import * as z from 'zod';

/** Local engines check neither key nor signature, but DynamoDB Local keeps one set of tables per key and region. */
export const LOCAL_ACCESS_KEY = 'local';
export const LOCAL_REGION = 'us-east-1';

const CALL_LIMIT_MS = 5000;

const Failure = z.object({
  __type: z.string().transform((type) => type.split('#').at(-1)),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** An error of the engine, by AWS's name for it. */
export class DynamodbError extends Error {
  override name = 'DynamodbError' as const;
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/*
 * `node:http` rather than `fetch`: the event source asks all the time, and this costs half the processor time.
 * The sockets do not keep the process alive.
 */
const agent = new Agent({ keepAlive: true });

/** One call of the DynamoDB or DynamoDB Streams JSON API at a local engine. */
export const callDynamodb = async <Schema extends z.ZodType>(
  endpoint: string,
  target: `${'DynamoDB' | 'DynamoDBStreams'}_20120810.${string}`,
  input: unknown,
  output: Schema,
): Promise<z.infer<Schema>> => {
  const { status, body } = await post(endpoint, target, JSON.stringify(input));
  const value: unknown = JSON.parse(body);
  if (status === 200) return output.parse(value);
  const failure = Failure.parse(value);
  throw new DynamodbError(
    failure.__type ?? 'Unknown',
    failure.message ?? failure.Message ?? `HTTP ${status}`,
  );
};

const post = (endpoint: string, target: string, body: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const call = request(endpoint, {
      method: 'POST',
      agent,
      timeout: CALL_LIMIT_MS,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amz-target': target,
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${LOCAL_ACCESS_KEY}/20260101/${LOCAL_REGION}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
      },
    });
    call.once('timeout', () =>
      call.destroy(new Error(`${endpoint} did not answer in ${CALL_LIMIT_MS / 1000} s`)),
    );
    call.once('error', reject);
    call.once('response', (response) => {
      const chunks: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: chunks.join('') }));
    });
    call.end(body);
  });
