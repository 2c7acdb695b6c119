import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { Fault } from '../fault.ts';
import type { World } from '../world.ts';

/** Ends one subscription of a topic; what it returns makes it again, with its filter. */
const unsubscribe = async ({ aws, physicalId }: World, topic: string, endpoint: string) => {
  const TopicArn = await physicalId(topic);
  const { Subscriptions = [] } = await aws.topics.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const found = Subscriptions.find((one) => one.Endpoint === endpoint);
  const SubscriptionArn = z.string().parse(found?.SubscriptionArn);
  const { Attributes = {} } = await aws.topics.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn }),
  );
  await aws.topics.send(new UnsubscribeCommand({ SubscriptionArn }));
  const filter = Attributes['FilterPolicy'];
  return () =>
    aws.topics.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: found?.Protocol,
        Endpoint: endpoint,
        Attributes: filter === undefined ? {} : { FilterPolicy: filter },
      }),
    );
};

/** The emulator confirms each address by itself: one that waits is what SNS's list would show. */
const pending = ({ front }: World, endpoint: string) =>
  front.plant('ListSubscriptionsByTopic', {
    rewrite: (body) =>
      body.replaceAll(/<member>.*?<\/member>/gs, (member) =>
        member.includes(`<Endpoint>${endpoint}</Endpoint>`)
          ? member.replace(/<SubscriptionArn>[^<]*/, '<SubscriptionArn>PendingConfirmation')
          : member,
      ),
  });

/** Confirmed by the link, as most people do, and not by the token with credentials. */
const byLink = async ({ aws, front, physicalId }: World, topic: string, endpoint: string) => {
  const TopicArn = await physicalId(topic);
  const { Subscriptions = [] } = await aws.topics.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const arn = z.string().parse(Subscriptions.find((one) => one.Endpoint === endpoint)?.SubscriptionArn);
  return front.plant('GetSubscriptionAttributes', {
    rewrite: (body, request) =>
      request.includes(encodeURIComponent(arn))
        ? body.replace(/(ConfirmationWasAuthenticated<\/key>\s*<value>)true/, '$1false')
        : body,
  });
};

const check = 'subscriptions';

export const SUBSCRIPTION_FAULTS: readonly Fault[] = [
  {
    name: 'somebody unsubscribed from the alerts',
    plant: (world) => unsubscribe(world, 'AlertsTopic', 'oncall@restaurant.test'),
    finds: [
      {
        check,
        subject: /^alerts: email oncall@restaurant\.test$/,
        what: /not subscribed to the alerts topic any more/,
        mend: /--topic-arn arn:aws:sns:us-east-1:\d+:flavours-error-webhook-prod-alerts .*--region us-east-1$/,
      },
    ],
  },
  {
    name: 'nobody hears the alarms',
    plant: (world) => unsubscribe(world, 'AlarmsTopic', 'operations@restaurant.test'),
    finds: [
      {
        check,
        subject: /^alarms: nobody$/,
        what: /alarms topic has no confirmed subscription/,
        mend: /list-subscriptions-by-topic --topic-arn \S+-alarms /,
      },
      { check, subject: /^alarms: email operations/, what: /any more/, mend: /\S+-alarms / },
    ],
  },
  {
    name: 'somebody never confirmed',
    plant: async (world) => pending(world, 'sara@restaurant.test'),
    finds: [
      {
        check,
        subject: /^alerts: email sara@/,
        what: /never confirmed/,
        mend: /aws sns subscribe --topic-arn \S+-alerts --protocol email --notification-endpoint 'sara@restaurant\.test' .*confirm-subscription/,
      },
    ],
  },
  {
    name: 'the link in a mail ends a subscription to the alerts',
    plant: (world) => byLink(world, 'AlertsTopic', 'omar@restaurant.test'),
    finds: [
      {
        check,
        subject: /^alerts: email omar@/,
        what: /mail scanner/,
        mend: /--authenticate-on-unsubscribe true .*unsubscribe --subscription-arn arn:aws:sns:/,
      },
    ],
  },
  {
    name: 'the link in a mail ends the subscription to the alarms',
    plant: (world) => byLink(world, 'AlarmsTopic', 'operations@restaurant.test'),
    finds: [{ check, subject: /^alarms: email operations/, what: /mail scanner/, mend: /\S+-alarms / }],
  },
  {
    name: 'a stranger gets the alerts',
    plant: async ({ aws, physicalId }) => {
      const { SubscriptionArn } = await aws.topics.send(
        new SubscribeCommand({
          TopicArn: await physicalId('AlertsTopic'),
          Protocol: 'email',
          Endpoint: 'left-last-year@restaurant.test',
        }),
      );
      return () => aws.topics.send(new UnsubscribeCommand({ SubscriptionArn }));
    },
    finds: [
      {
        check,
        subject: /^alerts: email left-last-year@/,
        what: /not in the oncall\.yml that was deployed/,
        mend: /^aws sns unsubscribe --subscription-arn arn:aws:sns:\S+ --region us-east-1$/,
      },
    ],
  },
];
