import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** The list that every answer to a read of several items has, even if it is empty. */
const ANSWERS: Record<string, z.ZodType> = {
  // A query that only counts returns no items.
  QueryCommand: z.union([z.object({ Items: z.array(z.unknown()) }), z.object({ Count: z.int() })]),
  ScanCommand: z.object({ Items: z.array(z.unknown()) }),
  BatchGetItemCommand: z.object({ Responses: z.record(z.string(), z.unknown()) }),
};

/** No notification's content is to blame: it has a code, like the errors of a socket. */
class UnansweredReadError extends Error {
  override name = 'UnansweredReadError' as const;
  readonly code = 'ERR_UNANSWERED_READ';

  constructor(commandName: string) {
    super(`DynamoDB answered ${commandName} without a list`);
  }
}

/**
 * Makes a client fail if an answer of 200 has no list at all, such as a proxy's `{}`. Taken for an empty list it
 * would mean "nothing is pending, open or due", and nobody would be alerted.
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
