import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '@smithy/core/transport';
import type { ErrorOf } from './json-errors.ts';
import { jsonOf, parsedFrom } from './json-values.ts';
import {
  type Context,
  isFailure,
  type Members,
  membersOf,
  metadataOf,
  type Operation,
  type Response,
  requestTo,
  textOf,
} from './wire-request.ts';

/** `token` is the member that is filled in where the caller leaves it out; `dates` are the members that are dates. */
type Input = { token?: string; dates?: string[] };

/** A service that speaks AWS JSON, and what it has of its own. */
type Service = {
  target: string;
  errorOf: ErrorOf;
  headers?: Record<string, string>;
  read?: (json: string) => unknown;
};

/**
 * AWS JSON 1.0 for the SDK's middleware, in place of the SDK's own, which goes through a schema of each command. The build has
 * looked at those schemas: operations.cjs fails where a command of ours needs more than is here.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const awsJson = ({ target, errorOf, headers, read = parsedFrom }: Service) => {
  const contentOf = async (response: Response): Promise<Members> => {
    const text = await textOf(response);
    return text === '' ? {} : membersOf(read(text));
  };
  return {
    setSerdeContext: (): void => undefined,
    serializeRequest: (
      { name, input: { token, dates } }: Operation<Input>,
      given: Members,
      context: Context,
    ): Promise<HttpRequest> =>
      requestTo(
        context,
        { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${target}.${name}`, ...headers },
        jsonOf(token ? { ...given, [token]: given[token] ?? randomUUID() } : given, dates),
      ),
    deserializeResponse: async (
      _: Operation<Input>,
      _context: Context,
      response: Response,
    ): Promise<Members> => {
      const content = await contentOf(response);
      if (isFailure(response)) throw errorOf(response, content);
      return { ...withoutNull(content), $metadata: metadataOf(response) };
    },
  };
};

const withoutNull = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, one]) => one !== null));
