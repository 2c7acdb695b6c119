import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { consoleConfig } from '../lib/adapters/config/console-config.ts';
import { requestOf, resultOf, sourceIpOf } from '../lib/adapters/lambda/web-request.ts';
import { app } from '../lib/console/app.tsx';
import { type Clock, setUp } from '../lib/use-cases/runtime/bootstrap.ts';

const { workWithin } = setUp();
const site = consoleConfig();

/** Pages, the API, and signed links. */
export const handler = async (event: unknown, context: Clock): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = requestOf(event, site.origin);
  if (!request) return { statusCode: 400 };
  return resultOf(await app.fetch(request, { work: workWithin(context), site, sourceIp: sourceIpOf(event) }));
};
