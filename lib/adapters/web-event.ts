import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';

/** What a page needs of an API Gateway event (HTTP API, payload 2.0). */
const WebEvent = z.object({
  rawPath: z.string().startsWith('/'),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string().min(1) }) }),
});

const hasBody = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

/** The event as a request to `origin`, whatever host it names itself. */
export const requestOf = (event: unknown, origin: string): Request => {
  const { rawPath, rawQueryString, headers, cookies, body, isBase64Encoded, requestContext } =
    WebEvent.parse(event);
  const { method } = requestContext.http;
  const url = `${origin}${rawPath}${rawQueryString === '' ? '' : `?${rawQueryString}`}`;
  return new Request(url, {
    method,
    headers: { ...headers, ...(cookies.length > 0 && { cookie: cookies.join('; ') }) },
    ...(hasBody(method) && { body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8') }),
  });
};

/** What API Gateway makes an answer of; all that we answer is text. */
export const resultOf = async (response: Response): Promise<APIGatewayProxyStructuredResultV2> => {
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  const cookies = response.headers.getSetCookie();
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    body: await response.text(),
  };
};
