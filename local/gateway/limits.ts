import type { HttpAnswer } from './result.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
export const HEADER_LIMIT_BYTES = 10_240;

/**
 * The limits of one synchronous call of Lambda, as JSON; its error names the second number.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const EVENT_LIMIT_BYTES = 6 * 1024 * 1024;
export const RESULT_LIMIT_BYTES = 6_291_556;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** Whether Lambda accepts an event: a base64 body is a third larger than what was posted. */
export const isEventTooLarge = (event: unknown): boolean => bytesOf(event) > EVENT_LIMIT_BYTES;

/** Why Lambda drops a function's result; undefined if it does not. */
export const resultProblem = (returned: unknown): string | undefined =>
  bytesOf(returned) > RESULT_LIMIT_BYTES
    ? `Response payload size exceeded maximum allowed payload size (${RESULT_LIMIT_BYTES} bytes): ${bytesOf(returned)}`
    : undefined;

/** Why the gateway does not pass on an answer; undefined if it does. */
export const headersProblem = ({ headers }: HttpAnswer): string | undefined => {
  const bytes = Object.entries(headers).reduce(
    (sum, [name, value]) => sum + [value].flat().reduce((all, one) => all + name.length + one.length, 0),
    0,
  );
  return bytes > HEADER_LIMIT_BYTES ? `an answer has ${bytes} bytes of headers` : undefined;
};
