import { PublishCommand } from '@aws-sdk/client-sns';
import type { Topic } from './publish.ts';

const PUBLISH_TIMEOUT_MS = 4000;

/** Publishes to the alarms topic, whose subscribers have no filters: a mail, and a short text for whoever has SMS. */
export const publishToAlarms = async (
  { client, arn }: Topic,
  { subject, email, short }: { subject: string; email: string; short: string },
): Promise<void> => {
  await client.send(
    new PublishCommand({
      TopicArn: arn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify({ default: short, email }),
    }),
    { abortSignal: AbortSignal.timeout(PUBLISH_TIMEOUT_MS) },
  );
};
