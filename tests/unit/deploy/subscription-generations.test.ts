import { describe, expect, test } from '@jest/globals';
import type { DeployedResource, ListedSubscription } from '../../../deploy/deployed-stack.ts';
import { type Generation, generationsOf, nameGenerations } from '../../../deploy/subscription-generations.ts';

const SARA = 'sara@restaurant.test';
const NAME = 'AlertsEmail12345678';
const subscription = (Endpoint: unknown = SARA, Protocol = 'email') => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'AlertsTopic' }, Protocol, Endpoint },
});
const deployed = (logicalId: string, physicalId = `arn:${logicalId}`): DeployedResource => ({
  logicalId,
  type: 'AWS::SNS::Subscription',
  physicalId,
});
const listed = (arn: string, more: Partial<ListedSubscription> = {}): ListedSubscription => ({
  topic: 'AlertsTopic',
  arn,
  protocol: 'email',
  endpoint: SARA,
  ...more,
});

/** `unknown` are those of which SNS itself says that it does not know them. */
const generationOf = async (
  inStack: DeployedResource[],
  inSns: ListedSubscription[],
  unknown: string[] = [],
): Promise<Generation | undefined> => {
  const found = await generationsOf({ [NAME]: subscription() }, inStack, inSns, async (arn) =>
    unknown.includes(arn),
  );
  expect(found).toHaveLength(1);
  return found[0];
};

test('whoever is new is the first generation', async () => {
  expect(await generationOf([], [])).toMatchObject({ state: 'new', logicalId: NAME });
  // The same address as a subscription of another topic or another person says nothing.
  expect(await generationOf([deployed('AlarmsEmail12345678')], [])).toMatchObject({ state: 'new' });
});

describe('a subscription that is there is kept', () => {
  test('because SNS lists it', async () => {
    const one = await generationOf([deployed(NAME)], [listed(`arn:${NAME}`)], [`arn:${NAME}`]);
    expect(one).toMatchObject({ state: 'kept', logicalId: NAME });
  });
  test('because it waits to be confirmed', async () => {
    const one = await generationOf([deployed(NAME)], [listed('PendingConfirmation')], [`arn:${NAME}`]);
    expect(one).toMatchObject({ state: 'kept' });
  });
  test('because SNS knows it, although a list is behind', async () => {
    expect(await generationOf([deployed(NAME)], [])).toMatchObject({ state: 'kept' });
  });
  test('in its newest generation', async () => {
    const one = await generationOf(
      [deployed(NAME), deployed(`${NAME}G2`), deployed(`${NAME}G10`)],
      [listed(`arn:${NAME}G10`)],
    );
    expect(one).toMatchObject({ state: 'kept', logicalId: `${NAME}G10` });
  });
});

test.each([
  ['unsubscribed', [listed('Deleted')]],
  ['never confirmed, and deleted', []],
  [
    'of another who waits to be confirmed',
    [listed('PendingConfirmation', { endpoint: 'omar@restaurant.test' })],
  ],
  ['waiting on the other topic only', [listed('PendingConfirmation', { topic: 'AlarmsTopic' })]],
])('one that is gone gets the next generation: %s', async (_, inSns) => {
  const first = await generationOf([deployed(NAME)], inSns, [`arn:${NAME}`]);
  expect(first).toMatchObject({ state: 'gone', next: `${NAME}G2` });
  const third = await generationOf([deployed(`${NAME}G2`)], inSns, [`arn:${NAME}G2`]);
  expect(third).toMatchObject({ state: 'gone', next: `${NAME}G3` });
});

test('an address that somebody subscribed by hand is not subscribed again', async () => {
  const one = await generationOf([deployed(NAME)], [listed('arn:by-hand')], [`arn:${NAME}`]);
  expect(one).toMatchObject({ state: 'taken', by: 'arn:by-hand' });
});

test('a name that only looks like a generation is none', async () => {
  for (const other of [`${NAME}G`, `${NAME}G1`, `${NAME}Gx`, `${NAME}G2.5`, `${NAME}2`])
    expect(await generationOf([deployed(other)], [])).toMatchObject({ state: 'new' });
});

test('the template gets the names, and nothing else of it changes', async () => {
  const lambda = subscription({ 'Fn::GetAtt': ['IntegrateLambdaFunction', 'Arn'] }, 'lambda');
  const resources: Record<string, unknown> = {
    Topic: { Type: 'AWS::SNS::Topic' },
    [NAME]: subscription(),
    IntegrateSubscription: lambda,
  };
  const generations = await generationsOf(
    resources,
    [deployed(`${NAME}G2`), deployed('IntegrateSubscription')],
    [listed(`arn:${NAME}G2`)],
    async () => true,
  );
  nameGenerations(resources, generations);
  expect(resources).toEqual({
    Topic: { Type: 'AWS::SNS::Topic' },
    [`${NAME}G2`]: subscription(),
    IntegrateSubscriptionG2: lambda,
  });
});
