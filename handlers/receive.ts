import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ulid } from 'ulid';
import { accept } from '../lib/acceptance.ts';
import { dynamodbClient } from '../lib/adapters/clients.ts';
import { receiveConfig } from '../lib/adapters/config/receive-config.ts';
import { hookRequest, json, problem } from '../lib/adapters/http.ts';
import { log } from '../lib/adapters/log.ts';
import { count } from '../lib/adapters/metrics.ts';
import { putNotification } from '../lib/adapters/store/put-notification.ts';
import { loggable } from '../lib/loggable.ts';
import { PENDING_SHARDS } from '../lib/notification.ts';
import { secretOfToken } from '../lib/token.ts';

const KEEP_TIMEOUT_MS = 4000;
const RETRY_AFTER_S = 30;

const config = receiveConfig();
const client = dynamodbClient();

/** Flavours' POST: checked, kept by one write, answered. What is wrong with it is kept too. */
export const handler = async (event: unknown): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = hookRequest(event);
  const secret = request
    ? secretOfToken(request.token, request.source, config.sourceVersion(request.source), config.secrets)
    : -1;
  if (!request || secret < 0) {
    count('RefusedToken');
    return problem(404, {});
  }
  if (secret > 0) count('PreviousSecret');
  const acceptance = accept({
    ...request,
    id: ulid(),
    pending: Math.floor(Math.random() * PENDING_SHARDS),
    now: new Date(),
  });
  const { notification, status } = acceptance;
  try {
    await putNotification(client, config.notificationsTable, notification, KEEP_TIMEOUT_MS);
  } catch (error) {
    count('NotKept');
    log.error('a notification could not be kept', { notification: loggable(notification), error });
    return problem(
      503,
      { detail: 'it could not be kept: post it again' },
      { 'retry-after': String(RETRY_AFTER_S) },
    );
  }
  if (status === 200) return json(200, { id: notification.id });
  count('Unreadable');
  return problem(status, {
    detail: 'it could not be read; it was kept as it came, and people are told',
    id: notification.id,
    errors: acceptance.problems,
  });
};
