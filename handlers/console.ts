import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { cloudwatchClient } from '../lib/adapters/config/cloudwatch-client.ts';
import { consoleConfig } from '../lib/adapters/config/console-config.ts';
import { encodingOf } from '../lib/adapters/lambda/compress.ts';
import { requestOf, resultOf, sourceIpOf } from '../lib/adapters/lambda/web-request.ts';
import { app } from '../lib/console/app.tsx';
import { bootstrap, type LambdaClock } from '../lib/use-cases/runtime/bootstrap.ts';
import { withCovers } from '../lib/use-cases/runtime/with-covers.ts';

const { contextFor } = bootstrap();
const { hasFigures, ...config } = consoleConfig();
const site = { ...config, metrics: hasFigures ? cloudwatchClient() : undefined };

/** Pages, the API, and signed links. */
export const handler = async (
  event: unknown,
  context: LambdaClock,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = requestOf(event, site.origin);
  if (!request) return { statusCode: 400 };
  const run = await withCovers(contextFor(context));
  const response = await app.fetch(request, { run, site, sourceIp: sourceIpOf(event) });
  return resultOf(response, encodingOf(event));
};
