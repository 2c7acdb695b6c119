import { decorateServiceException } from '@smithy/core/client';
import { loadJsonRpcErrorCode } from '@smithy/core/protocols';
import type { ErrorOf } from './json-errors.ts';
import { type ErrorClass, faultOf, isObject, type Members, metadataOf } from './wire-request.ts';

/** Asks a service that spoke AWS Query before for the code that its errors had there. */
export const COMPATIBLE = { 'x-amzn-query-mode': 'true' };

/**
 * Errors of such a service: their code is in a header. `names` is what the SDK calls an error of which code.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export const compatibleErrors =
  (base: ErrorClass, names: Record<string, string>): ErrorOf =>
  (response, said) => {
    const ofQuery = response.headers['x-amzn-query-error'];
    if (ofQuery !== undefined) {
      const [Code, Type] = ofQuery.split(';');
      const { __type, message, ...more } = said;
      Object.assign(said, {
        Code,
        Type,
        Error: { Code, Type, ...(message !== undefined && { Message: message }), ...more },
      });
    }
    const code = loadJsonRpcErrorCode(response, said, true) ?? 'Unknown';
    const name = Object.hasOwn(names, code) ? names[code] : undefined;
    const $metadata = metadataOf(response);
    const error = new base({ name: name ?? code, $metadata, $fault: faultOf(response) });
    const { Message } = said;
    decorateServiceException(error, said);
    if (Message) error.message = String(Message);
    const { Type, Code, ...more }: Members = isObject(said['Error']) ? said['Error'] : {};
    const text = more['message'] ?? more['Message'] ?? Message;
    return Object.assign(error, {
      Error: { ...more, Type, Code, Message: text },
      ...($metadata.requestId && { RequestId: $metadata.requestId }),
    });
  };

/** CloudWatch's answer: the members named Timestamps are lists of seconds there, and of dates for the caller. */
export const readFigures = (json: string): unknown =>
  JSON.parse(json, (key, value: unknown) =>
    key === 'Timestamps' && Array.isArray(value) ? value.map(dateOf) : value,
  );

const dateOf = (seconds: unknown): Date => {
  if (typeof seconds !== 'number') throw new TypeError('a date is not in seconds');
  return new Date(Math.round(seconds * 1000));
};
