import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readSnsFigures } from '../../adapters/cloudwatch/sns-figures.ts';
import type { Topic } from '../../adapters/sns/publish.ts';
import { readSubscribed } from '../../adapters/sns/subscribed.ts';
import {
  type ChannelDelivery,
  deliveryByChannel,
  expectedOf,
  isSettled,
  type SnsFigures,
} from '../../domain/watching/delivery.ts';

/** Clocks differ, and a figure of this minute may be asked for a little before it ends. */
const AHEAD_MS = 60_000;

export type DeliveryContext = {
  topic: Topic;
  metrics: CloudWatchClient;
  now: () => Date;
  /** Waits for another look; says no once it has been long enough. */
  lookAgain: (figures: SnsFigures, expected: number) => Promise<boolean>;
};

export type Followed = { channels: ChannelDelivery[]; figures: SnsFigures; unconfirmed: number };

/**
 * What SNS says became of messages to `recipients` since `from`, by channel. Looks again until SNS has said all that it will,
 * or `lookAgain` says no: its figures come minutes later.
 */
export const followDelivery = async (
  { topic, metrics, now, lookAgain }: DeliveryContext,
  { recipients, from }: { recipients: readonly string[]; from: Date },
): Promise<Followed> => {
  const subscribed = await readSubscribed(topic);
  const expected = expectedOf(subscribed, recipients);
  const topicName = topic.arn.split(':').at(-1) ?? '';
  for (;;) {
    const to = new Date(now().getTime() + AHEAD_MS);
    const figures = await readSnsFigures(metrics, topicName, { from, to });
    if (isSettled(expected, figures) || !(await lookAgain(figures, expected.total)))
      return {
        channels: deliveryByChannel(subscribed, recipients, figures),
        figures,
        unconfirmed: subscribed.filter(({ isConfirmed }) => !isConfirmed).length,
      };
  }
};
