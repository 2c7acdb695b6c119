import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';

/*
 * `requestTimeout` alone only warns; it throws with `throwOnRequestTimeout` (smithy node-http-handler 4.4).
 * 3 attempts x 1 s and backoff end before receive's limit of 4 s. `cacheMiddleware` saves a quarter of the processor time
 * of a call: the steps of a command are put together once and not for each call.
 */
export const dynamodbClient = (): DynamoDBClient =>
  withoutCallLog(
    new DynamoDBClient({
      maxAttempts: 3,
      cacheMiddleware: true,
      retryMode: 'standard',
      requestHandler: { connectionTimeout: 500, requestTimeout: 1000, throwOnRequestTimeout: true },
    }),
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
