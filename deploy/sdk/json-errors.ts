import { decorateServiceException, type ServiceException } from '@smithy/core/client';
import { loadJsonRpcErrorCode } from '@smithy/core/protocols';
import { type ErrorClass, faultOf, type Members, metadataOf, type Response } from './wire-request.ts';

export type ErrorOf = (response: Response, said: Members) => ServiceException;

/**
 * Errors of a service that speaks AWS JSON: of the class that has their name, or of the one that all have.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export const jsonErrors = (base: ErrorClass, classes: Record<string, ErrorClass>): ErrorOf => {
  const ofName = new Map(Object.entries(classes));
  return (response, said) => {
    const name = loadJsonRpcErrorCode(response, said) ?? 'Unknown';
    const $metadata = metadataOf(response);
    const Own = ofName.get(name);
    const error = Own
      ? new Own({ name, $metadata })
      : new base({ name, $metadata, $fault: faultOf(response) });
    return decorateServiceException(error, said);
  };
};
