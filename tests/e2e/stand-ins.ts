import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export type StandIn = { protocol: string; endpoint: string; queueUrl: string };

/** A queue for each subscription of the topic, with its filter policy: it gets what the person would get. */
export const standInsFor = async (sns: SNSClient, sqs: SQSClient, topicArn: string): Promise<StandIn[]> => {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  return Promise.all(
    Subscriptions.map(async ({ SubscriptionArn, Protocol = '', Endpoint = '' }, index) => {
      const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
      const queue = await sqs.send(new CreateQueueCommand({ QueueName: `stand-in-${Protocol}-${index}` }));
      const queueUrl = queue.QueueUrl ?? '';
      const { Attributes: { QueueArn } = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
      );
      const policy = {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: QueueArn,
            Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
          },
        ],
      };
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy: JSON.stringify(policy) } }),
      );
      await sns.send(
        new SubscribeCommand({
          TopicArn: topicArn,
          Protocol: 'sqs',
          Endpoint: QueueArn,
          Attributes: { RawMessageDelivery: 'true', FilterPolicy: Attributes['FilterPolicy'] ?? '{}' },
        }),
      );
      return { protocol: Protocol, endpoint: Endpoint, queueUrl };
    }),
  );
};

export type Arrived = { kind: string | undefined; body: string };

/** What has arrived for one of them since it was last asked. */
export const arrivedFor = async (sqs: SQSClient, { queueUrl }: StandIn): Promise<Arrived[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    }),
  );
  for (const { ReceiptHandle } of Messages) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
  return Messages.map(({ Body = '', MessageAttributes }) => ({
    kind: MessageAttributes?.['kind']?.StringValue,
    body: Body,
  }));
};

/** These belong to the test, not to the stack. */
export const removeStandIns = async (sqs: SQSClient, standIns: readonly StandIn[]): Promise<void> => {
  for (const { queueUrl } of standIns) await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
};
