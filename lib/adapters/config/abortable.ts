import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Deadline } from './deadline.ts';

/** What ends which command, by its input: the one object that the SDK hands through all of a command's steps. */
const deadlines = new WeakMap<object, Deadline>();
const abortable = new WeakSet<object>();

/**
 * Lets commands of this client be ended without an option. With any option the SDK puts all steps of a command together anew,
 * and forgets those of other commands as well (smithy core 3, client.js): a tenth of the processor time of a put.
 */
export const withDeadlines = (client: DynamoDBClient): DynamoDBClient => {
  client.middlewareStack.add(
    (next) => async (args) => {
      const abortSignal = deadlines.get(args.input);
      return abortSignal ? client.config.requestHandler.handle(args.request, { abortSignal }) : next(args);
    },
    // The last one, where the SDK itself would hand over its options.
    { step: 'deserialize', priority: 'low', name: 'deadlines' },
  );
  abortable.add(client);
  return client;
};

/** The options for a command that ends with `deadline`; none where the client knows of it without. */
export const endedBy = (
  deadline: Deadline,
  client: DynamoDBClient,
  { input }: { input: object },
): { abortSignal: Deadline } | undefined => {
  if (!abortable.has(client)) return { abortSignal: deadline };
  deadlines.set(input, deadline);
  return undefined;
};
