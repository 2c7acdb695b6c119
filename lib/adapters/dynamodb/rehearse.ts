import { Readable } from 'node:stream';
import type { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** The parts of the SDK's request and of an answer that are used here. */
const Request = z.looseObject({ hostname: z.string(), headers: z.record(z.string(), z.string()) });
const Answer = z.object({ response: z.object({ statusCode: z.int(), body: z.instanceof(Readable) }) });

/**
 * Sends a command as far as the wire: it is put together, written as JSON and signed, and answered as if it had been
 * stored. In its place goes a `GET /` without rights or content, which opens the connection that the next command will use.
 * DynamoDB answers it with "healthy"; any other answer leaves the connection open as well.
 */
export const rehearse = async (
  client: DynamoDBClient,
  command: PutItemCommand,
  abortSignal: AbortSignal,
): Promise<void> => {
  // Only this one command has the step, so that none of another caller's can fail to be sent.
  command.middlewareStack.add(
    () => async (args) => {
      await openConnection(client, args.request, abortSignal);
      const response = { statusCode: 200, headers: {}, body: Readable.from([Buffer.from('{}')]) };
      return { response, output: { $metadata: {} } };
    },
    { step: 'deserialize', priority: 'low', name: 'rehearsal' },
  );
  await client.send(command, { abortSignal });
};

const openConnection = async (
  client: DynamoDBClient,
  request: unknown,
  abortSignal: AbortSignal,
): Promise<void> => {
  const { headers } = Request.parse(request);
  const get = Object.assign(Object.create(Object.getPrototypeOf(request)), request, {
    method: 'GET',
    body: undefined,
    headers: { host: headers['host'] },
  });
  const { response } = Answer.parse(await client.config.requestHandler.handle(get, { abortSignal }));
  for await (const _ of response.body); // to its end, so that the connection is free again
};
