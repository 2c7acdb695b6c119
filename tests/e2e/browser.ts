import { InvokeCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { routeFor } from '../../local/gateway/route-for.ts';
import { ROUTES } from '../../local/gateway/routes.ts';
import type { Clients } from './clients.ts';

const Answer = z.object({
  statusCode: z.int(),
  body: z.string().default(''),
  cookies: z.array(z.string()).default([]),
});
export type Page = { status: number; body: string; cookies: string[] };

const routes = Object.entries(ROUTES).flatMap(([name, keys]) => keys.map((routeKey) => ({ routeKey, name })));

/**
 * What a browser gets of the deployed console, whose functions are called as an HTTP API does: the emulator's own drops the
 * cookies of a request, which payload 2.0 has in a list.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const browse = async (
  aws: Clients,
  stage: string,
  method: 'GET' | 'POST',
  path: string,
  cookies: readonly string[] = [],
): Promise<Page> => {
  const event = {
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    cookies,
    isBase64Encoded: false,
    requestContext: { http: { method, path, sourceIp: '203.0.113.7', userAgent: 'a test' } },
  };
  const { Payload } = await aws.functions.send(
    new InvokeCommand({
      FunctionName: `flavours-error-webhook-${stage}-${routeFor(routes, method, path)?.route.name}`,
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
  const answer = Answer.parse(JSON.parse(Buffer.from(Payload ?? []).toString('utf8')));
  return {
    status: answer.statusCode,
    body: answer.body,
    cookies: answer.cookies.map((line) => line.split(';', 1)[0] ?? ''),
  };
};
