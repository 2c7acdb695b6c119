import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import * as z from 'zod';

const STARTED = 'http.client.request.start';
const DYNAMODB = 'DynamoDB_20120810.';

const Started = z.object({
  request: z.custom<ClientRequest>((value) => typeof value === 'object' && value !== null),
});

/** Counts the requests that really leave this process for DynamoDB, retries included, by operation. */
export const countCalls = (): { byOperation(): Record<string, number>; stop(): void } => {
  const counts = new Map<string, number>();
  const onStarted = (message: unknown): void => {
    const target = Started.parse(message).request.getHeader('x-amz-target');
    if (typeof target !== 'string' || !target.startsWith(DYNAMODB)) return; // the event source reads the stream, not the tables
    const operation = target.slice(DYNAMODB.length);
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  };
  subscribe(STARTED, onStarted);
  return { byOperation: () => Object.fromEntries(counts), stop: () => unsubscribe(STARTED, onStarted) };
};
