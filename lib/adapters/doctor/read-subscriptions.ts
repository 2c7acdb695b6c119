import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import {
  HAS_UNSUBSCRIBE_LINK,
  type LiveSubscription,
  type Topic,
} from '../../domain/doctor/subscription-findings.ts';
import { type DoctorClients, unlessMissing } from './doctor-clients.ts';

const Page = z.object({
  Subscriptions: z
    .array(z.object({ SubscriptionArn: z.string(), Protocol: z.string(), Endpoint: z.string() }))
    .default([]),
  NextToken: z.string().optional(),
});
// Where SNS does not say that it is protected, it counts as not.
const Attributes = z.object({
  Attributes: z.object({ ConfirmationWasAuthenticated: z.string().default('false') }),
});

/** All subscriptions of a topic. SNS shows `PendingConfirmation` (or `Deleted`) in place of the ARN of one that is none. */
export const readSubscriptions = async (
  { topics }: DoctorClients,
  { arn }: Topic,
): Promise<LiveSubscription[]> => {
  const listed: z.infer<typeof Page>['Subscriptions'] = [];
  let nextToken: string | undefined;
  do {
    const page = Page.parse(
      await topics.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: arn, ...(nextToken && { NextToken: nextToken }) }),
      ),
    );
    listed.push(...page.Subscriptions);
    nextToken = page.NextToken;
  } while (nextToken);
  return Promise.all(
    listed.map(async ({ SubscriptionArn, Protocol, Endpoint }) => {
      const found = SubscriptionArn.startsWith('arn:') ? SubscriptionArn : undefined;
      const hasLink = found !== undefined && HAS_UNSUBSCRIBE_LINK.has(Protocol);
      // One that ended since it was listed is seen the next time.
      const attributes = hasLink
        ? await unlessMissing(() =>
            topics.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: found })),
          )
        : undefined;
      return {
        topicArn: arn,
        protocol: Protocol,
        endpoint: Endpoint,
        arn: found,
        isProtected: attributes
          ? Attributes.parse(attributes).Attributes.ConfirmationWasAuthenticated === 'true'
          : undefined,
      };
    }),
  );
};
