import type { OncallConfig } from './config.ts';
import type { Person } from './people.ts';
import { type Form, PROTOCOLS, type Protocol } from './protocol.ts';
import { levelRecipient, personRecipient, SELF_TEST_RECIPIENT } from './recipient.ts';
import type { Subscriber } from './subscriber.ts';

/** One SNS subscription: where alerts go, and which of them. */
export type Subscription = {
  protocol: Protocol;
  endpoint: string;
  filterPolicy: FilterPolicy;
};
export type FilterPolicy = Record<string, (string | { exists: false })[]>;

/** Which form a message has, where each form is published by itself. */
export const FORM_ATTRIBUTE = 'form';

/**
 * The same subscriptions for a stack that publishes each form by itself. Only machines need to be told apart: whoever reads
 * another form belongs to another audience. A message without the attribute passes too, so that nothing is lost in the quarter
 * of an hour that SNS takes to apply a filter, whether the switch is turned on or off.
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 */
export const byForm = (subscription: Subscription): Subscription => ({
  ...subscription,
  filterPolicy: withForm(subscription.filterPolicy, PROTOCOLS[subscription.protocol]),
});

const withForm = (
  policy: FilterPolicy,
  { audience, form }: { audience: string; form: Form },
): FilterPolicy =>
  audience === 'machines' ? { ...policy, [FORM_ATTRIBUTE]: [form, { exists: false }] } : policy;

/**
 * What the function `integrate` takes of the topic: all that machines get at level 1, since it reads the incidents itself
 * and each integration has filters of its own.
 */
export const INTEGRATIONS_FILTER: Subscription['filterPolicy'] = {
  recipient: [levelRecipient('machines', 1)],
};

/** What the function `selftest` takes of the topic: what it waits for, and nothing that is for people. */
export const SELF_TEST_FILTER: Subscription['filterPolicy'] = { recipient: [SELF_TEST_RECIPIENT] };

/**
 * The subscriptions that `oncall.yml` asks for. A subscriber of level 2 gets only what is sent to level 2; a person what is sent
 * while they are on duty, at whatever levels.
 */
export const subscriptionsOf = ({ levels, people }: OncallConfig): Subscription[] => [
  ...levels.flatMap(({ subscribers = [] }, index) =>
    subscribers.map((subscriber) => ({
      ...contactOf(subscriber),
      filterPolicy: filterPolicyOf(subscriber, index + 1),
    })),
  ),
  ...Object.entries(people).flatMap(([key, person]) => ofPerson(key, person)),
];

/** What is subscribed in all, the functions of the stack included, as far as functions need to know it. */
export const subscribedBy = (oncall: OncallConfig): { protocol: Protocol; recipients: string[] }[] => [
  ...subscriptionsOf(oncall).map(({ protocol, filterPolicy }) => ({
    protocol,
    recipients: recipientsIn(filterPolicy),
  })),
  ...[
    ...(oncall.integrations.length > 0 ? [INTEGRATIONS_FILTER] : []),
    ...(oncall.selfTest === 'off' ? [] : [SELF_TEST_FILTER]),
  ].map((policy) => ({ protocol: 'lambda' as const, recipients: recipientsIn(policy) })),
];

/** Whether anybody may get SMS: a file that does not say who is subscribed may mean somebody. */
export const mayReachBySms = ({ subscribed }: { subscribed: readonly { protocol: Protocol }[] }): boolean =>
  subscribed.length === 0 || subscribed.some(({ protocol }) => protocol === 'sms');

const recipientsIn = ({ recipient = [] }: FilterPolicy): string[] =>
  recipient.filter((one) => typeof one === 'string');

const ofPerson = (key: string, person: Person): Subscription[] =>
  (['email', 'sms'] as const).flatMap((protocol) => {
    const endpoint = person[protocol];
    const recipient = personRecipient(PROTOCOLS[protocol].audience, key);
    return endpoint === undefined ? [] : [{ protocol, endpoint, filterPolicy: { recipient: [recipient] } }];
  });

/** Whether a subscriber is woken by what it gets. */
export const isWoken = (subscriber: Subscriber): boolean =>
  PROTOCOLS[contactOf(subscriber).protocol].audience === 'woken';

/** Whether any machine gets alerts: a subscriber, or an integration. */
export const hasMachines = (oncall: OncallConfig): boolean =>
  oncall.integrations.length > 0 ||
  subscriptionsOf(oncall).some(({ protocol }) => PROTOCOLS[protocol].audience === 'machines');

const contactOf = (subscriber: Subscriber): Pick<Subscription, 'protocol' | 'endpoint'> => {
  if ('email' in subscriber) return { protocol: 'email', endpoint: subscriber.email };
  if ('sms' in subscriber) return { protocol: 'sms', endpoint: subscriber.sms };
  if ('https' in subscriber) return { protocol: 'https', endpoint: subscriber.https };
  if ('sqs' in subscriber) return { protocol: 'sqs', endpoint: subscriber.sqs };
  return { protocol: 'lambda', endpoint: subscriber.lambda };
};

const filterPolicyOf = (subscriber: Subscriber, level: number): FilterPolicy => ({
  recipient: [levelRecipient(PROTOCOLS[contactOf(subscriber).protocol].audience, level)],
  ...(subscriber.severities && { severity: subscriber.severities }),
  ...(subscriber.families && { family: subscriber.families }),
  ...(subscriber.sources && { source: subscriber.sources }),
});
