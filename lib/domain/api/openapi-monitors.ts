import { EndpointActionRequest } from './monitor-schemas.ts';
import { ENDPOINT_KEY, NONE } from './openapi-console.ts';
import { answer, operation, problem, ref, schemaOf } from './openapi-operation.ts';

/** What programs can do to the monitoring of an endpoint. */
export const monitorPaths = {
  '/api/v1/endpoints/{endpointKey}/actions': {
    post: operation(
      'actOnEndpoint',
      'Stops the monitoring of an endpoint, or sets or clears its normal status',
      [ENDPOINT_KEY],
      {
        200: answer(
          'The outcome. The same action again changes nothing.',
          'application/json',
          ref('ActionResult'),
        ),
        400: problem('The action is not valid.'),
        403: problem('The token may only read.'),
        404: NONE,
      },
      { required: true, content: { 'application/json': { schema: ref('EndpointAction') } } },
    ),
  },
} as const;

export const monitorSchemas = { EndpointAction: schemaOf(EndpointActionRequest, 'input') };
