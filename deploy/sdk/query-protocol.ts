import { decorateServiceException, type ServiceException } from '@smithy/core/client';
import type { HttpRequest } from '@smithy/core/transport';
import { contentOf, parametersOf, readBy, type Shape } from './query-values.ts';
import {
  type Context,
  type ErrorClass,
  faultOf,
  isFailure,
  type Members,
  membersOf,
  metadataOf,
  type Operation,
  type Response,
  requestTo,
  textOf,
} from './wire-request.ts';

/** A service that speaks AWS Query: its version, the class of all its errors, and what the SDK calls an error of which code. */
type Service = { version: string; base: ErrorClass; names: Record<string, string> };

/**
 * AWS Query for the SDK's middleware, in place of the SDK's own: a form is sent, XML comes back. The SDK's parser of XML is here
 * too. Whatever shapes our commands have, operations.cjs has looked at them.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery = ({ version, base, names }: Service) => {
  const ofCode = new Map(Object.entries(names));

  /** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization */
  const errorOf = async (response: Response): Promise<ServiceException> => {
    const answer: Members = { ...membersOf(await read(response)) };
    const said: Members = { ...membersOf(answer['Error']) };
    const { Type, Code } = said;
    const code = String(Code ?? (response.statusCode === 404 ? 'NotFound' : 'Unknown'));
    const message = said['message'] ?? said['Message'] ?? answer['message'] ?? answer['Message'] ?? 'Unknown';
    const known = ofCode.get(code);
    const error = new base({
      name: known ?? code,
      $metadata: metadataOf(response),
      $fault: faultOf(response),
    });
    Object.assign(error, { message, Type, Code, Error: { Type, Code, Message: message } });
    return decorateServiceException(error, known === undefined ? said : answer);
  };

  return {
    setSerdeContext: (): void => undefined,
    serializeRequest: (
      { name, input }: Operation<Shape, Shape>,
      given: Members,
      context: Context,
    ): Promise<HttpRequest> =>
      requestTo(
        context,
        { 'content-type': 'application/x-www-form-urlencoded' },
        `Action=${name}&Version=${version}${parametersOf(input, given)}`,
      ),
    deserializeResponse: async (
      { name, output }: Operation<Shape, Shape>,
      _: Context,
      response: Response,
    ): Promise<Members> => {
      if (isFailure(response)) throw await errorOf(response);
      const result = membersOf(await read(response))[`${name}Result`];
      return { ...membersOf(readBy(output, result)), $metadata: metadataOf(response) };
    },
  };
};

const read = async (response: Response): Promise<unknown> => {
  const text = await textOf(response);
  return text === '' ? {} : contentOf(text);
};
