import { deployedResources, isUnknownToSns, listedSubscriptions } from './deployed-stack.ts';
import { type Generation, generationsOf, nameGenerations } from './subscription-generations.ts';
import { withholdProtection } from './table-protection.ts';

type ClientConfig = Parameters<typeof deployedResources>[0];

/** What a deploy has to do beyond its template: tables to protect once they are there, and what to tell the person. */
export type Fitted = { unprotected: string[]; lines: string[] };

/**
 * Fits the template to what the stack holds already: tables are born unprotected, and subscriptions that SNS no longer knows
 * get a new name, and thus a new subscription. Throws where the deploy would fail for reasons that a person has to mend.
 */
export const fitToStack = async (
  resources: Record<string, unknown>,
  config: ClientConfig,
  stack: string,
): Promise<Fitted> => {
  const deployed = await deployedResources(config, stack);
  const listed = await listedSubscriptions(config, deployed);
  const generations = await generationsOf(resources, deployed, listed, (arn) => isUnknownToSns(config, arn));
  const taken = generations.flatMap((one) => (one.state === 'taken' ? [takenLine(one, one.by)] : []));
  if (taken.length > 0) throw new Error(taken.join('\n'));
  nameGenerations(resources, generations);
  return {
    unprotected: withholdProtection(resources, deployed),
    lines: generations.flatMap((one) => (one.state === 'gone' ? [goneLine(one)] : [])),
  };
};

const goneLine = (one: Generation): string =>
  `Subscribed again, since SNS no longer knew the subscription: ${shown(one)}${one.protocol === 'email' ? ' (an email asks for a new confirmation)' : ''}`;

const takenLine = (one: Generation, arn: string): string =>
  `${shown(one)}: the stack's subscription is gone, and somebody made another by hand, which gets alerts without our filter. Take it out, and deploy again: aws sns unsubscribe --subscription-arn ${arn}`;

/** Enough for whoever wrote oncall.yml to know who it is; the log of a build machine is read by others too. */
const shown = ({ protocol, endpoint, name }: Generation): string => {
  if (endpoint === undefined) return `${protocol} ${name}`;
  if (protocol === 'sms') return `sms …${endpoint.slice(-3)}`;
  if (protocol === 'email') return `email ${endpoint.charAt(0)}…${endpoint.slice(endpoint.indexOf('@'))}`;
  return `${protocol} ${name}`;
};
