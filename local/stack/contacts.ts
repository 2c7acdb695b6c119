import type { Subscription } from '../../lib/domain/oncall/subscriptions.ts';

/** `${env:NAME}` as this machine knows it; where it does not, and for `${ssm:…}`, the placeholder stands for the address. */
export const resolveContact = (
  subscription: Subscription,
  environment: Readonly<Record<string, string | undefined>>,
): Subscription => {
  const name = /^\$\{env:([^{}]+)\}$/.exec(subscription.endpoint)?.[1];
  return { ...subscription, endpoint: (name && environment[name]) || subscription.endpoint };
};
