import * as z from 'zod';

/** A request as the SDK hands it to its HTTP handler. */
export const SdkRequest = z.looseObject({
  headers: z.record(z.string(), z.string()),
  body: z.union([z.string(), z.instanceof(Uint8Array)]),
});

/** One attempt of one call, as it goes over the wire. */
export type Call = {
  /** The same for all attempts of one `client.send`. */
  id: string;
  service: 'dynamodb' | 'sns';
  operation: string;
  /** The index of a query. */
  index: string | undefined;
  headers: Record<string, string>;
  body: string;
  /** The body, parsed; nothing of SNS, which takes forms. */
  input: unknown;
};

/** An answer as it comes over the wire. */
export type Answer = { status: number; headers: Record<string, string>; body: Uint8Array };

const TARGET = 'x-amz-target';
const Indexed = z.looseObject({ IndexName: z.string().optional() });

/** Reads what the SDK is about to send. */
export const callOf = (request: unknown): Call => {
  const { headers, body } = SdkRequest.parse(request);
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const id = headers['amz-sdk-invocation-id'] ?? '';
  const target = headers[TARGET];
  if (target === undefined) {
    const operation = new URLSearchParams(text).get('Action') ?? '';
    return { id, service: 'sns', operation, index: undefined, headers, body: text, input: undefined };
  }
  const operation = target.split('.').at(-1) ?? '';
  const input: unknown = JSON.parse(text);
  const index = operation === 'Query' ? Indexed.parse(input).IndexName : undefined;
  return { id, service: 'dynamodb', operation, index, headers, body: text, input };
};

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** The errors of the two services, in their own format. */
export const refusal = (
  { service }: Pick<Call, 'service'>,
  status: number,
  code: string,
  more: object = {},
): Answer =>
  service === 'dynamodb'
    ? {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: bytes(
          JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message: code, ...more }),
        ),
      }
    : {
        status,
        headers: { 'content-type': 'text/xml' },
        body: bytes(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`,
        ),
      };

/** A transaction that collided with another: some of its items, and none was written. */
export const conflict = (call: Call, meets: () => boolean): Answer => {
  if (call.operation !== 'TransactWriteItems') return refusal(call, 400, 'TransactionConflictException');
  const { TransactItems } = z.object({ TransactItems: z.array(z.unknown()) }).parse(call.input);
  const met = TransactItems.map(meets);
  const CancellationReasons = met.map((is, index) =>
    is || index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  return refusal(call, 400, 'TransactionCanceledException', { CancellationReasons });
};
