import * as z from 'zod';
import type { DeployedResource, ListedSubscription } from './deployed-stack.ts';

const TYPE = 'AWS::SNS::Subscription';
const PENDING = 'PendingConfirmation';

const Subscription = z.object({
  Type: z.literal(TYPE),
  Properties: z.object({
    TopicArn: z.object({ Ref: z.string() }),
    Protocol: z.string(),
    Endpoint: z.unknown(),
  }),
});
type Subscription = z.infer<typeof Subscription>['Properties'];

/** A subscription of the template as it is to be named in this deploy. */
export type Generation = {
  name: string;
  logicalId: string;
  protocol: string;
  endpoint: string | undefined;
} & (
  | { state: 'new' | 'kept' }
  /** SNS no longer knows it: unsubscribed, or never confirmed and deleted after two days. */
  | { state: 'gone'; next: string }
  /** The stack's own is gone, and somebody subscribed the address by hand: SNS takes no second one. */
  | { state: 'taken'; by: string }
);

/**
 * The logical ids of the subscriptions: the first generation is the plain name, the next ones end in G2, G3 …; the stack
 * itself remembers which it has. One that is gone gets the next, so that CloudFormation makes a new subscription; under
 * the old name it would set the filter of one that does not exist, and fail the whole deploy.
 */
export const generationsOf = async (
  resources: Record<string, unknown>,
  deployed: readonly DeployedResource[],
  listed: readonly ListedSubscription[],
  isUnknown: (arn: string) => Promise<boolean>,
): Promise<Generation[]> =>
  Promise.all(
    Object.entries(resources).flatMap(([name, resource]) => {
      const { data } = Subscription.safeParse(resource);
      return data ? [generationOf(name, data.Properties, deployed, listed, isUnknown)] : [];
    }),
  );

const generationOf = async (
  name: string,
  { TopicArn, Protocol: protocol, Endpoint }: Subscription,
  deployed: readonly DeployedResource[],
  listed: readonly ListedSubscription[],
  isUnknown: (arn: string) => Promise<boolean>,
): Promise<Generation> => {
  const endpoint = typeof Endpoint === 'string' ? Endpoint : undefined;
  const newest = deployed
    .filter(({ logicalId, type }) => type === TYPE && numberOf(name, logicalId) > 0)
    .toSorted((one, other) => numberOf(name, other.logicalId) - numberOf(name, one.logicalId))[0];
  const same = { name, protocol, endpoint };
  if (newest === undefined) return { ...same, logicalId: name, state: 'new' };
  const { logicalId, physicalId } = newest;
  const ofAddress = listed.filter(
    (one) => one.topic === TopicArn.Ref && one.protocol === protocol && one.endpoint === endpoint,
  );
  const isThere =
    listed.some(({ arn }) => arn === physicalId) || ofAddress.some(({ arn }) => arn === PENDING);
  if (isThere || !(await isUnknown(physicalId))) return { ...same, logicalId, state: 'kept' };
  const byHand = ofAddress.find(({ arn }) => arn.startsWith('arn:'));
  if (byHand) return { ...same, logicalId, state: 'taken', by: byHand.arn };
  return { ...same, logicalId, state: 'gone', next: `${name}G${numberOf(name, logicalId) + 1}` };
};

/** Which generation of `name` a logical id is; 0 if it is none. */
const numberOf = (name: string, logicalId: string): number => {
  if (logicalId === name) return 1;
  const number = logicalId.startsWith(`${name}G`) ? Number(logicalId.slice(name.length + 1)) : 0;
  return Number.isInteger(number) && number > 1 ? number : 0;
};

/** Puts each subscription under its logical id. */
export const nameGenerations = (
  resources: Record<string, unknown>,
  generations: readonly Generation[],
): void => {
  for (const generation of generations) {
    const id = generation.state === 'gone' ? generation.next : generation.logicalId;
    if (id === generation.name) continue;
    resources[id] = resources[generation.name];
    delete resources[generation.name];
  }
};
