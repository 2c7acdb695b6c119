import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { dynamodbClient } from '../lib/adapters/clients.ts';
import { receiveConfig } from '../lib/adapters/config/receive-config.ts';
import { hookRequest, json, problem, unread } from '../lib/adapters/http.ts';
import { log } from '../lib/adapters/log.ts';
import { count } from '../lib/adapters/metrics.ts';
import { setDelivered } from '../lib/adapters/store/days.ts';
import { readDelivered } from '../lib/delivered.ts';
import { endpointKey } from '../lib/endpoint.ts';
import { secretOfToken } from '../lib/token.ts';

const KEEP_TIMEOUT_MS = 4000;
const RETRY_AFTER_S = 30;

const config = receiveConfig();
const client = dynamodbClient();

/** A merchant's POST: how many deliveries its endpoint took on a day. One write. */
export const handler = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = hookRequest(event);
  const secret = request
    ? secretOfToken(request.token, request.source, config.sourceVersion(request.source), config.secrets)
    : -1;
  if (!request || secret < 0) {
    count('RefusedToken');
    return problem(404, {});
  }
  const reading = readDelivered(request.body.toString('utf8'));
  if ('problems' in reading) return unread(reading.problems);
  const { endpoint, day, delivered } = reading.delivered;
  try {
    const what = { endpointKey: endpointKey(endpoint), day, source: request.source, delivered };
    await setDelivered(client, config.endpointsTable, what, KEEP_TIMEOUT_MS);
  } catch (error) {
    log.error('a number of deliveries could not be kept', { error });
    return problem(
      503,
      { detail: 'it could not be kept: post it again' },
      { 'retry-after': String(RETRY_AFTER_S) },
    );
  }
  return json(200, { day, delivered });
};
