import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Subscription } from '../../lib/domain/oncall/subscriptions.ts';
import { SMS_PREFIX } from '../../lib/messages/formats/sms-text.ts';
import { matchesRules, Rules } from '../template/filter-pattern.ts';
import { checkPublish, decoded, type Texts } from './check.ts';
import type { Inbox } from './deliveries.ts';
import { SnsError } from './refusal.ts';
import type { Attribute, PublishRequest } from './request.ts';

/** Above ten messages in any second SNS deactivates an email subscription. https://repost.aws/knowledge-center/sns-email-subscription-disabled */
export const EMAILS_A_SECOND = 10;

/** At most five names and 150 combinations: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const FilterPolicy = z
  .record(z.string(), Rules)
  .refine((policy) => Object.keys(policy).length <= 5, 'at most 5 names')
  .refine(
    (policy) => Object.values(policy).reduce((all, rules) => all * rules.length, 1) <= 150,
    'at most 150 combinations',
  );

/** The functions of this stack that get messages; whatever else is subscribed by `lambda` is the team's own. */
export const INTEGRATE_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:integrate';
export const SELF_TEST_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:selftest';

/** What starts each function of this stack, by its ARN. */
export type Invocations = ReadonlyMap<string, (event: unknown) => void>;

export type SubscriptionState = Subscription & { arn: string; isActive: boolean; deactivatedAt?: string };
export type Publish = { at: number; messageId: string; request: PublishRequest };

/**
 * A strict SNS topic: checks, filters, delivers to the inbox, and deactivates email subscriptions that get too many.
 */
export class Topic {
  readonly arn: string;
  readonly subscriptions: SubscriptionState[];
  /** What was accepted, oldest first. */
  readonly publishes: Publish[] = [];
  readonly #inbox: Inbox;
  readonly #functions: Invocations;
  readonly #emailedAt = new Map<string, number[]>();

  constructor(
    arn: string,
    subscriptions: readonly Subscription[],
    inbox: Inbox,
    functions: Invocations = new Map(),
  ) {
    this.#functions = functions;
    this.arn = arn;
    this.#inbox = inbox;
    for (const { filterPolicy } of subscriptions) FilterPolicy.parse(filterPolicy);
    this.subscriptions = subscriptions.map((subscription) => ({
      ...subscription,
      arn: `${arn}:${randomUUID()}`,
      isActive: true,
    }));
  }

  /** Delivers before it returns the message id, so that what was accepted can be read. Throws an SnsError. */
  publish(request: PublishRequest, now: Date): string {
    if (request.topicArn !== this.arn) throw new SnsError('NotFound', 'Topic does not exist', 404);
    const texts = checkPublish(request);
    const messageId = randomUUID();
    this.publishes.push({ at: now.getTime(), messageId, request });
    for (const subscription of this.subscriptions) {
      const wants = subscription.isActive && accepts(subscription.filterPolicy, request.attributes);
      if (wants && this.#mayMail(subscription, now))
        this.#deliver(subscription, request, texts, now, messageId);
    }
    return messageId;
  }

  #mayMail(subscription: SubscriptionState, now: Date): boolean {
    if (subscription.protocol !== 'email') return true;
    const recent = (this.#emailedAt.get(subscription.arn) ?? []).filter((at) => at > now.getTime() - 1000);
    this.#emailedAt.set(subscription.arn, [...recent, now.getTime()]);
    if (recent.length < EMAILS_A_SECOND) return true;
    subscription.isActive = false;
    subscription.deactivatedAt = now.toISOString();
    return false;
  }

  #deliver(
    { protocol, endpoint }: Subscription,
    { subject, attributes }: PublishRequest,
    texts: Texts,
    now: Date,
    messageId: string,
  ): void {
    const invoke = this.#functions.get(endpoint);
    if (invoke) {
      invoke(snsEvent(this.arn, messageId, subject, texts[protocol] ?? texts.default, now));
      return;
    }
    this.#inbox.append({
      at: now.toISOString(),
      protocol,
      to: endpoint,
      ...(subject !== undefined && protocol !== 'sms' && { subject }),
      body: `${protocol === 'sms' ? SMS_PREFIX : ''}${texts[protocol] ?? texts.default}`,
      attributes: Object.fromEntries(
        Object.entries(attributes)
          .filter(([name]) => !name.startsWith('AWS.')) // instructions to SNS, not part of the message
          .map(([name, attribute]) => [name, decoded(attribute)]),
      ),
    });
  }
}

/** What SNS hands to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const snsEvent = (
  topicArn: string,
  messageId: string,
  subject: string | undefined,
  message: string,
  now: Date,
) => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: `${topicArn}:integrate`,
      Sns: {
        Type: 'Notification',
        MessageId: messageId,
        TopicArn: topicArn,
        Subject: subject ?? null,
        Message: message,
        Timestamp: now.toISOString(),
      },
    },
  ],
});

const accepts = (policy: Subscription['filterPolicy'], attributes: Record<string, Attribute>): boolean =>
  Object.entries(FilterPolicy.parse(policy)).every(([name, rules]) => {
    const attribute = attributes[name];
    const value = attribute && decoded(attribute);
    return matchesRules(rules, value === undefined || Array.isArray(value) ? value : [value]);
  });
