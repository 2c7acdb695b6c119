import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { readSnsFigures } from '../../adapters/cloudwatch/sns-figures.ts';
import {
  type ChannelDelivery,
  deliveryByChannel,
  expectedOf,
  isSettled,
  type SnsFigures,
  type Subscribed,
} from '../../domain/watching/delivery.ts';

/** Clocks differ, and a figure of this minute may be asked for a little before it ends. */
const AHEAD_MS = 60_000;

export type DeliveryContext = {
  topicArn: string;
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
  { topicArn, metrics, now, lookAgain }: DeliveryContext,
  {
    subscribed,
    recipients,
    from,
  }: { subscribed: readonly Subscribed[]; recipients: readonly string[]; from: Date },
): Promise<Followed> => {
  const expected = expectedOf(subscribed, recipients);
  const topicName = topicArn.split(':').at(-1) ?? '';
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
