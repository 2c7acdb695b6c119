import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';

/*
 * `requestTimeout` alone only warns; it throws with `throwOnRequestTimeout` (smithy node-http-handler 4.4).
 * 3 attempts x 1 s and backoff end before receive's limit of 4 s. `cacheMiddleware` saves a quarter of the processor time
 * of a call: the steps of a command are put together once and not for each call.
 */
export const dynamodbClient = (): DynamoDBClient =>
  retryingConflicts(
    withoutCallLog(
      new DynamoDBClient({
        maxAttempts: 3,
        cacheMiddleware: true,
        retryMode: 'standard',
        requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
      }),
    ),
  );

/**
 * One attempt: a publish whose answer was lost is repeated only by the next run, never hidden in the SDK. No socket
 * is kept either: one that died while the function was frozen would delay the alert by a minute.
 */
export const snsClient = (): SNSClient =>
  withoutCallLog(
    new SNSClient({
      maxAttempts: 1,
      cacheMiddleware: true,
      retryMode: 'standard',
      requestHandler: {
        connectionTimeout: 1000,
        requestTimeout: 3000,
        throwOnRequestTimeout: true,
        httpAgent: { keepAlive: false },
        httpsAgent: { keepAlive: false },
      },
    }),
  );

/**
 * The SDK copies each request and answer for a log of calls, even where there is none: of a page of 250 incidents, a
 * sixth of the processor time of a sweep (client-dynamodb 3.1164).
 */
const withoutCallLog = <Client extends { middlewareStack: { remove(name: string): boolean } }>(
  client: Client,
): Client => {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

/**
 * DynamoDB refuses a put, update or delete of an item that a transaction is just writing. That passes within milliseconds,
 * yet the SDK takes it for final like any other 400 (smithy core 3, service-error-classification). Marked as the SDK's own
 * retryable errors are, it is tried again with the same pauses and limits.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export const retryingConflicts = (client: DynamoDBClient): DynamoDBClient => {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error && error.name === 'TransactionConflictException')
          Object.assign(error, { $retryable: {} });
        throw error;
      }
    },
    // Outside of the deserialiser, which makes the error, and inside of the retries.
    { step: 'deserialize', priority: 'high', name: 'retryConflicts' },
  );
  return client;
};
