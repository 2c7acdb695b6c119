import * as z from 'zod';

/** What is needed of an API Gateway event (HTTP API, payload 2.0) that PagerDuty's webhook causes. */
const PagerdutyRequest = z
  .object({
    requestContext: z.object({ http: z.object({ method: z.literal('POST') }) }),
    pathParameters: z.object({ name: z.string() }),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().nullish(),
    isBase64Encoded: z.boolean().default(false),
  })
  .transform(({ pathParameters, headers, body, isBase64Encoded }) => ({
    name: pathParameters.name,
    signature: headers['x-pagerduty-signature'] ?? '',
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  }));
export type PagerdutyRequest = z.infer<typeof PagerdutyRequest>;

const HttpEvent = z.object({ requestContext: z.object({ http: z.unknown() }) });

/** Whether an event is a request by HTTP. */
export const isHttpEvent = (event: unknown): boolean => HttpEvent.safeParse(event).success;

/** The request of PagerDuty's webhook; nothing where it is none. */
export const pagerdutyRequestOf = (event: unknown): PagerdutyRequest | undefined =>
  PagerdutyRequest.safeParse(event).data;
