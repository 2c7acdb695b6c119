import type { Subscription } from '../../lib/domain/oncall/subscriptions.ts';

/**
 * `${env:NAME}` from this machine's environment; if it is missing, and for `${ssm:…}`, the placeholder stands for the
 * address.
 */
export const resolveContact = (
  subscription: Subscription,
  environment: Readonly<Record<string, string | undefined>>,
): Subscription => {
  const name = /^\$\{env:([^{}]+)\}$/.exec(subscription.endpoint)?.[1];
  return { ...subscription, endpoint: (name && environment[name]) || subscription.endpoint };
};
