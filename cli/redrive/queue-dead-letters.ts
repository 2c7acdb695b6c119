import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { awsOf } from '../../deploy/region.ts';
import { tablePrefix } from '../../lib/adapters/config/table-names.ts';
import type { Box, DeadLetter } from './dead-letters.ts';

/** Longer than a run takes; what a crashed run had taken is there again afterwards. */
const HIDDEN_S = 300;
const LONG_POLL_S = 1;
/** An empty answer may only mean that the machines of SQS that were asked had none. */
const EMPTY_ANSWERS = 2;

/** An SQS queue of the stack, by its name in serverless.yml. */
export const queueBox = async (stage: string, logicalId: string, region?: string): Promise<Box> => {
  const config = awsOf(stage, region);
  const stack = tablePrefix(stage);
  const { StackResourceDetail } = await new CloudFormationClient(config).send(
    new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: logicalId }),
  );
  const QueueUrl = StackResourceDetail?.PhysicalResourceId;
  if (!QueueUrl) throw new Error(`stack ${stack} has no ${logicalId}; deploy it first`);
  const client = new SQSClient(config);
  return {
    take: () => takeAll(client, QueueUrl),
    settle: async ({ done, kept }) => {
      for (const { receipt } of done) {
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
      }
      for (const { receipt } of kept) {
        await client.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
        );
      }
    },
  };
};

const takeAll = async (client: SQSClient, QueueUrl: string): Promise<DeadLetter[]> => {
  const letters: DeadLetter[] = [];
  for (let empty = 0; empty < EMPTY_ANSWERS; ) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_S,
        WaitTimeSeconds: LONG_POLL_S,
        MessageAttributeNames: ['All'],
      }),
    );
    empty = Messages.length === 0 ? empty + 1 : 0;
    for (const { Body = '', ReceiptHandle = '', MessageAttributes = {} } of Messages) {
      const attributes = Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [
        name,
        StringValue,
      ]);
      letters.push({ text: Body, receipt: ReceiptHandle, attributes: Object.fromEntries(attributes) });
    }
  }
  return letters;
};
