import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import * as z from 'zod';

type Handler = (event: unknown, context: Context) => unknown;

/** A function as its caller sees it: it answers, throws, or times out. */
export type Invoke = (event: unknown) => Promise<unknown>;

const Module = z.object({
  handler: z.custom<Handler>((value) => typeof value === 'function', 'expected a handler'),
});

/** A handler's module as a Lambda function: a context with the remaining time, and an end to that time. */
export const lambdaFunction = (name: string, module: unknown, timeoutMs: number): Invoke => {
  const { handler } = Module.parse(module);
  return async (event) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${name} timed out after ${timeoutMs / 1000} s`)), timeoutMs);
    });
    try {
      return await Promise.race([Promise.resolve(handler(event, contextOf(name, timeoutMs))), late]);
    } finally {
      clearTimeout(timer);
    }
  };
};

const contextOf = (name: string, timeoutMs: number): Context => {
  const endsAt = Date.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};
