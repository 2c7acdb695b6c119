import type { OncallConfig, Subscriber } from './config.ts';
import { PROTOCOLS, type Protocol } from './protocol.ts';

/** One SNS subscription: where alerts go, and which of them. */
export type Subscription = {
  protocol: Protocol;
  endpoint: string;
  filterPolicy: Record<string, string[]>;
};

/**
 * What the function `integrate` takes of the topic: all that machines get at level 1, since it reads the incidents itself
 * and each integration has filters of its own.
 */
export const INTEGRATIONS_FILTER: Subscription['filterPolicy'] = { audience: ['machines'], level: ['1'] };

/** The subscriptions that `oncall.yml` asks for. A subscriber of level 2 gets only what is sent to level 2. */
export const subscriptionsOf = (oncall: OncallConfig): Subscription[] =>
  oncall.levels.flatMap((level, index) =>
    level.subscribers.map((subscriber) => ({
      ...contactOf(subscriber),
      filterPolicy: filterPolicyOf(subscriber, index + 1),
    })),
  );

const contactOf = (subscriber: Subscriber): Pick<Subscription, 'protocol' | 'endpoint'> => {
  if ('email' in subscriber) return { protocol: 'email', endpoint: subscriber.email };
  if ('sms' in subscriber) return { protocol: 'sms', endpoint: subscriber.sms };
  if ('https' in subscriber) return { protocol: 'https', endpoint: subscriber.https };
  if ('sqs' in subscriber) return { protocol: 'sqs', endpoint: subscriber.sqs };
  return { protocol: 'lambda', endpoint: subscriber.lambda };
};

// SNS allows at most five attribute names in a policy, and these are five.
// https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
const filterPolicyOf = (subscriber: Subscriber, level: number): Record<string, string[]> => ({
  audience: [PROTOCOLS[contactOf(subscriber).protocol].audience],
  level: [String(level)],
  ...(subscriber.severities && { severity: subscriber.severities }),
  ...(subscriber.families && { family: subscriber.families }),
  ...(subscriber.sources && { source: subscriber.sources }),
});
