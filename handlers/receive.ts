import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { withDeadlines } from '../lib/adapters/config/abortable.ts';
import { dynamodbClient } from '../lib/adapters/config/aws-clients.ts';
import { receiveConfig } from '../lib/adapters/config/receive-config.ts';
import { putNotifications, rehearsePut } from '../lib/adapters/dynamodb/put-notification.ts';
import { inInit, loadedWhen } from '../lib/adapters/lambda/in-init.ts';
import { json, problem } from '../lib/adapters/lambda/responses.ts';
import {
  authenticateWebhook,
  KEEP_TIMEOUT_MS,
  sampleRequest,
  storeFailed,
} from '../lib/adapters/lambda/webhook-request.ts';
import { newId } from '../lib/adapters/random/new-id.ts';
import { log } from '../lib/adapters/telemetry/log.ts';
import { count } from '../lib/adapters/telemetry/metrics.ts';
import { accept } from '../lib/domain/intake/accept.ts';
import { isUnreadable, type Notification, PENDING_SHARDS } from '../lib/domain/intake/notification.ts';
import { redactNotification } from '../lib/domain/intake/redact-notification.ts';

const config = receiveConfig();
const client = withDeadlines(dynamodbClient());

type Notifications = readonly [Notification, ...Notification[]];

/** Flavours' POST: parsed, stored by one write, answered. Unreadable posts are stored too. */
export const handler = (event: unknown): Promise<APIGatewayProxyStructuredResultV2> =>
  receive(event, async (notifications, { requestId, source }) => {
    await putNotifications(client, config.notificationsTable, notifications, KEEP_TIMEOUT_MS);
    // The first of the lines by which one notification can be followed to SNS: docs/watching.md
    for (const { id: notificationId } of notifications)
      log.info('notification stored', { notificationId, requestId, source });
  });

const receive = async (
  event: unknown,
  keep: (
    notifications: Notifications,
    from: { requestId?: string | undefined; source: string },
  ) => Promise<void>,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const request = authenticateWebhook(event, config);
  if ('refusal' in request) return request.refusal;
  const now = new Date();
  const acceptance = accept({
    ...request,
    id: newId(now),
    pending: Math.floor(Math.random() * PENDING_SHARDS),
    now,
  });
  const { problems, status } = acceptance;
  const version = config.sourceVersion(request.source);
  const versioned = (one: Notification): Notification =>
    version > 1 ? { ...one, sourceVersion: version } : one;
  const [{ id }, ...others] = acceptance.notifications;
  const notifications: Notifications = [versioned(acceptance.notifications[0]), ...others.map(versioned)];
  try {
    await keep(notifications, request);
  } catch (error) {
    count('NotificationStoreFailed');
    for (const one of notifications)
      log.error('a notification could not be stored', { notification: redactNotification(one), error });
    return storeFailed();
  }
  if (notifications.some(isUnreadable)) count('UnreadableNotification');
  if (status === 200) {
    return json(200, {
      id,
      ...(others.length > 0 && { ids: notifications.map((one) => one.id) }),
      ...(problems.length > 0 && { errors: problems }),
    });
  }
  return problem(status, {
    detail: 'it could not be read; it was stored as received, and people are alerted',
    id,
    errors: problems,
  });
};

const warm = inInit(async (abortSignal) => {
  const failed: unknown[] = [];
  let rehearsed: Record<string, unknown> = {};
  await receive(sampleRequest(config), ([notification], { requestId, source }) => {
    rehearsed = { rehearsed: notification.id, requestId, source };
    return rehearsePut(client, config.notificationsTable, notification, abortSignal).catch((error) => {
      failed.push(error);
    });
  });
  if (failed.length > 0) throw failed[0];
  // With the texts of the line about a notification: the first line of a process takes as long as the rest of a request, and V8
  // compiles the patterns that redact them when they are used for the second time: https://v8.dev/blog/regexp-tier-up
  log.info('ready for notifications', rehearsed);
});
// biome-ignore lint/suspicious/noThenProperty: Lambda is to wait for it.
export const then = loadedWhen(warm, { handler });
