import { randomUUID } from 'node:crypto';
import { decorateServiceException, type ServiceException } from '@smithy/core/client';
import { loadJsonRpcErrorCode } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/core/transport';
import { jsonOf, parsedFrom } from './json-values.ts';
import {
  type Context,
  type ErrorClass,
  faultOf,
  isFailure,
  isObject,
  type Members,
  metadataOf,
  type Operation,
  type Response,
  requestTo,
  textOf,
} from './wire-request.ts';

/** `token` is the member that is filled in where the caller leaves it out. */
type Input = { token?: string };

/** A service that speaks AWS JSON: the class of all its errors, and those that have one of their own. */
type Service = { target: string; base: ErrorClass; classes: Record<string, ErrorClass> };

/**
 * AWS JSON 1.0 for the SDK's middleware, in place of the SDK's own, which goes through a schema of each command. The build has
 * looked at those schemas: operations.cjs fails where a command of ours needs more than is here.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const awsJson = ({ target, base, classes }: Service) => {
  const ofName = new Map(Object.entries(classes));

  const errorOf = async (response: Response): Promise<ServiceException> => {
    const said: Members = Object.assign({}, await read(response));
    const name = loadJsonRpcErrorCode(response, said) ?? 'Unknown';
    said['message'] ??= said['Message'] ?? 'UnknownError';
    const $metadata = metadataOf(response);
    const Own = ofName.get(name);
    const error = Own
      ? new Own({ name, $metadata })
      : new base({ name, $metadata, $fault: faultOf(response) });
    return decorateServiceException(error, said);
  };

  return {
    setSerdeContext: (): void => undefined,
    serializeRequest: (
      { name, input }: Operation<Input>,
      given: Members,
      context: Context,
    ): Promise<HttpRequest> =>
      requestTo(
        context,
        { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${name}` },
        jsonOf(input.token ? { ...given, [input.token]: given[input.token] ?? randomUUID() } : given),
      ),
    deserializeResponse: async (
      _: Operation<Input>,
      _context: Context,
      response: Response,
    ): Promise<Members> => {
      if (isFailure(response)) throw await errorOf(response);
      return { ...membersOf(await read(response)), $metadata: metadataOf(response) };
    },
  };
};

const read = async (response: Response): Promise<unknown> => {
  const text = await textOf(response);
  return text === '' ? {} : parsedFrom(text);
};

const membersOf = (value: unknown): Members =>
  isObject(value) && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
    : {};
