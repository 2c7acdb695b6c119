import * as z from 'zod';

const Result = z.object({
  statusCode: z.coerce.number().pipe(z.int().min(200).max(599)),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

/** An answer of the gateway itself, always in these words. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * What an HTTP API answers for a function's result. Without a status code, the whole is the body of a 200; with an
 * invalid one, the gateway answers 500.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpAnswerOf = (returned: unknown): HttpAnswer => {
  const hasStatus = z.looseObject({ statusCode: z.unknown() }).safeParse(returned);
  if (!hasStatus.success || hasStatus.data.statusCode === undefined) {
    const body = typeof returned === 'string' ? returned : JSON.stringify(returned ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const result = Result.safeParse(returned);
  if (!result.success) return gatewayAnswer(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = result.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      ...(cookies && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
