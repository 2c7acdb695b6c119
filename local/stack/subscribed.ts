import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import {
  byForm,
  INTEGRATIONS_FILTER,
  type Subscription,
  subscriptionsOf,
} from '../../lib/domain/oncall/subscriptions.ts';
import { INTEGRATE_ARN } from '../sns/topic.ts';
import { resolveContact } from './contacts.ts';

/** All that the topic has subscribed: the people of `oncall.yml`, and the function for the team's tools where it has any. */
export const subscribed = (
  oncall: OncallConfig,
  environment: Readonly<Record<string, string | undefined>>,
  publishPlain = false,
): Subscription[] => {
  const people = subscriptionsOf(oncall).map((subscription) => resolveContact(subscription, environment));
  const tools =
    oncall.integrations.length > 0
      ? [{ protocol: 'lambda' as const, endpoint: INTEGRATE_ARN, filterPolicy: INTEGRATIONS_FILTER }]
      : [];
  const all = [...people, ...tools];
  return publishPlain ? all.map(byForm) : all;
};
