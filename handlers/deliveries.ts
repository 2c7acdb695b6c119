import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { withDeadlines } from '../lib/adapters/config/abortable.ts';
import { dynamodbClient } from '../lib/adapters/config/aws-clients.ts';
import { receiveConfig } from '../lib/adapters/config/receive-config.ts';
import { setDelivered } from '../lib/adapters/dynamodb/daily-stats.ts';
import { isKnownEndpoint } from '../lib/adapters/dynamodb/known-endpoint.ts';
import { json, unknownEndpoint, unread } from '../lib/adapters/lambda/responses.ts';
import { authenticateWebhook, KEEP_TIMEOUT_MS, storeFailed } from '../lib/adapters/lambda/webhook-request.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { endpointKey } from '../lib/domain/endpoints/endpoint.ts';
import { readDelivered } from '../lib/domain/intake/delivery-report.ts';

const config = receiveConfig();
const client = withDeadlines(dynamodbClient());

/**
 * A merchant's POST: how many events its endpoint received on a day. One read and one write, each with half of the
 * time.
 */
export const handler = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = authenticateWebhook(event, config);
  if ('refusal' in request) return request.refusal;
  const at = new Date();
  const reading = readDelivered(request.body.toString('utf8'), at);
  if ('problems' in reading) return unread(reading.problems);
  const { endpoint, day, delivered } = reading.delivered;
  try {
    const key = endpointKey(endpoint);
    if (!(await isKnownEndpoint(client, config.endpointsTable, key, KEEP_TIMEOUT_MS / 2)))
      return unknownEndpoint();
    const what = { endpointKey: key, day, source: request.source, delivered, at };
    await setDelivered(client, config.endpointsTable, what, KEEP_TIMEOUT_MS / 2);
  } catch (error) {
    log.error('a delivery report could not be stored', { error });
    return storeFailed();
  }
  return json(200, { day, delivered });
};
