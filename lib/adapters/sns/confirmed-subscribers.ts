import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { Topic } from './publish.ts';

const TIMEOUT_MS = 4000;

/**
 * How many of the `expected` subscribers would not get an alert: never confirmed, or gone. SNS shows
 * `PendingConfirmation` (or `Deleted`) in place of an ARN.
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export const unconfirmed = async ({ client, arn }: Topic, expected: number): Promise<number> => {
  let confirmed = 0;
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(nextToken && { NextToken: nextToken }) }),
      { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
    );
    confirmed += (page.Subscriptions ?? []).filter((one) => one.SubscriptionArn?.startsWith('arn:')).length;
    nextToken = page.NextToken;
  } while (nextToken);
  return Math.max(0, expected - confirmed);
};
