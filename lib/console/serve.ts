import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { encodingOf } from '../adapters/lambda/compress.ts';
import { requestOf, resultOf, sourceIpOf } from '../adapters/lambda/web-request.ts';
import { bootstrap, type LambdaClock } from '../use-cases/runtime/bootstrap.ts';
import { withCovers } from '../use-cases/runtime/with-covers.ts';
import type { App, Site } from './request/context.ts';

/** The handler of a function that answers browsers and programs with this application. */
export const serve = (app: App, site: Site) => {
  const { contextFor } = bootstrap();
  return async (event: unknown, context: LambdaClock): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = requestOf(event, site.origin);
    if (!request) return { statusCode: 400 };
    const run = await withCovers(contextFor(context));
    const response = await app.fetch(request, { run, site, sourceIp: sourceIpOf(event) });
    return resultOf(response, encodingOf(event));
  };
};
