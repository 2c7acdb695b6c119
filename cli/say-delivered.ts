import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { SNSClient } from '@aws-sdk/client-sns';
import { awsOf } from '../deploy/region.ts';
import { cloudwatchClient } from '../lib/adapters/config/cloudwatch-client.ts';
import { tablePrefix } from '../lib/adapters/config/table-names.ts';
import { readSubscribed } from '../lib/adapters/sns/subscribed.ts';
import type { SnsFigures } from '../lib/domain/watching/delivery.ts';
import { followDelivery } from '../lib/use-cases/watching/follow-delivery.ts';
import { say } from './stage.ts';

const LOOK_AGAIN_MS = 15_000;
const MINUTE_MS = 60_000;

const topicOf = async (stage: string, where: ReturnType<typeof awsOf>) => {
  const answer = await new CloudFormationClient(where).send(
    new DescribeStackResourceCommand({ StackName: tablePrefix(stage), LogicalResourceId: 'AlertsTopic' }),
  );
  const arn = answer.StackResourceDetail?.PhysicalResourceId;
  if (arn === undefined) throw new Error(`stack ${tablePrefix(stage)}: it has no topic for alerts`);
  return { client: new SNSClient(where), arn };
};

type Asked = {
  stage: string;
  region: string | undefined;
  /** Whom the messages named. */
  recipients: readonly string[];
  /** How many messages that was, as far as the timeline says. */
  messages: number;
  from: Date;
  minutes: number;
};

/**
 * Waits for what SNS says of the messages in CloudWatch, and says by channel whether they were delivered, filtered out or
 * failed. Answers whether nothing was filtered out or failed.
 */
export const sayDelivered = async ({
  stage,
  region,
  minutes,
  messages,
  ...asked
}: Asked): Promise<boolean> => {
  const where = awsOf(stage, region);
  say(
    `waiting  for what SNS says of it in CloudWatch: a few minutes, ${minutes} at most (--no-wait: not at all)`,
  );
  const until = Date.now() + minutes * MINUTE_MS;
  let last = '';
  const lookAgain = async ({ delivered, failed }: SnsFigures, expected: number): Promise<boolean> => {
    const line = `waiting  ${delivered} of ${expected} handed over, ${failed} failed`;
    if (line !== last) say(line);
    last = line;
    if (Date.now() >= until) return false;
    await sleep(LOOK_AGAIN_MS);
    return true;
  };
  const topic = await topicOf(stage, where);
  const context = {
    topicArn: topic.arn,
    metrics: cloudwatchClient(where),
    now: () => new Date(),
    lookAgain,
  };
  const { channels, figures, unconfirmed } = await followDelivery(context, {
    ...asked,
    subscribed: await readSubscribed(topic),
  });
  if (figures.published > messages)
    say(
      `note     SNS counts ${figures.published} messages in these minutes: other alerts are among the figures`,
    );
  if (unconfirmed > 0) say(`note     ${unconfirmed} subscriptions are not confirmed, and get nothing`);
  for (const { protocol, verdict, why } of channels) say(`${protocol.padEnd(8)} ${verdict}: ${why}`);
  if (channels.some(({ verdict }) => verdict === 'failed' || verdict === 'unknown'))
    say(`         npm run redrive -- --stage ${stage} lists what SNS could not hand over, and to whom`);
  return channels.every(({ verdict }) => verdict !== 'failed' && verdict !== 'filtered');
};
