import type { OncallConfig } from './config.ts';
import type { Person } from './people.ts';
import { PROTOCOLS, type Protocol } from './protocol.ts';
import { levelRecipient, personRecipient } from './recipient.ts';
import type { Subscriber } from './subscriber.ts';

/** One SNS subscription: where alerts go, and which of them. */
export type Subscription = {
  protocol: Protocol;
  endpoint: string;
  filterPolicy: Record<string, string[]>;
};

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

const ofPerson = (key: string, person: Person): Subscription[] =>
  (['email', 'sms'] as const).flatMap((protocol) => {
    const endpoint = person[protocol];
    const recipient = personRecipient(PROTOCOLS[protocol].audience, key);
    return endpoint === undefined ? [] : [{ protocol, endpoint, filterPolicy: { recipient: [recipient] } }];
  });

const contactOf = (subscriber: Subscriber): Pick<Subscription, 'protocol' | 'endpoint'> => {
  if ('email' in subscriber) return { protocol: 'email', endpoint: subscriber.email };
  if ('sms' in subscriber) return { protocol: 'sms', endpoint: subscriber.sms };
  if ('https' in subscriber) return { protocol: 'https', endpoint: subscriber.https };
  if ('sqs' in subscriber) return { protocol: 'sqs', endpoint: subscriber.sqs };
  return { protocol: 'lambda', endpoint: subscriber.lambda };
};

const filterPolicyOf = (subscriber: Subscriber, level: number): Record<string, string[]> => ({
  recipient: [levelRecipient(PROTOCOLS[contactOf(subscriber).protocol].audience, level)],
  ...(subscriber.severities && { severity: subscriber.severities }),
  ...(subscriber.families && { family: subscriber.families }),
  ...(subscriber.sources && { source: subscriber.sources }),
});
