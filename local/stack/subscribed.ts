import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { byForm, type Subscription, subscriptionsOf } from '../../lib/domain/oncall/subscriptions.ts';
import { resolveContact } from './contacts.ts';
import type { SnsFunctions } from './sns-functions.ts';

/** All that the topic has subscribed: the people of `oncall.yml`, and the functions that SNS starts. */
export const subscribed = (
  oncall: OncallConfig,
  environment: Readonly<Record<string, string | undefined>>,
  functions: SnsFunctions,
  publishPlain = false,
): Subscription[] => {
  const people = subscriptionsOf(oncall).map((subscription) => resolveContact(subscription, environment));
  return [...(publishPlain ? people.map(byForm) : people), ...functions.subscriptions(publishPlain)];
};
