import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** What DynamoDB always says to a read of several items, were it none. */
const ANSWERS: Record<string, z.ZodType> = {
  // A query that counts has no items.
  QueryCommand: z.union([z.object({ Items: z.array(z.unknown()) }), z.object({ Count: z.int() })]),
  ScanCommand: z.object({ Items: z.array(z.unknown()) }),
  BatchGetItemCommand: z.object({ Responses: z.record(z.string(), z.unknown()) }),
};

/** Nobody's content is to blame for it: with a code, like the errors of a socket. */
class UnansweredReadError extends Error {
  override name = 'UnansweredReadError' as const;
  readonly code = 'ERR_UNANSWERED_READ';

  constructor(commandName: string) {
    super(`DynamoDB answered ${commandName} without a list`);
  }
}

/**
 * Makes a client fail where an answer of 200 holds no list at all, such as a proxy's `{}`. Taken for an empty list it
 * would read as "nothing is pending, open or due", and nobody would hear of it.
 */
export const withAnsweredReads = (client: DynamoDBClient): DynamoDBClient => {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        if (ANSWERS[commandName]?.safeParse(result.output).success === false)
          throw new UnansweredReadError(commandName);
        return result;
      },
    { step: 'initialize', name: 'answeredReads' },
  );
  return client;
};
