import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  type Subscription,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Clients } from './clients.ts';
import { ONCALL } from './first-deploy.ts';
import { check, timed } from './report.ts';
import { type Scene, writeOncall } from './scene.ts';

/** Somebody unsubscribed, and then their filter is changed: the deploy succeeds, and they are asked again. */
export const checkGoneSubscription = async (scene: Scene): Promise<void> => {
  const { aws, serverless } = scene;
  const before = await subscriptionsOf(aws);
  const gone = arnOf(before, 'first@restaurant.test');
  await aws.topics.send(new UnsubscribeCommand({ SubscriptionArn: gone }));
  writeOncall(
    scene,
    ONCALL.replace(
      '- email: first@restaurant.test',
      '- { email: first@restaurant.test, severities: [critical] }',
    ),
  );
  const deployed = await timed('deploy with the filter of somebody who is gone', () =>
    serverless('deploy', '--stage', 'prod'),
  );
  check(
    'a changed filter of somebody who unsubscribed does not fail the deploy',
    deployed.code === 0,
    deployed,
  );
  check(
    '… which says that they were subscribed again',
    /Subscribed again.*email f…@restaurant\.test/.test(deployed.stdout),
    deployed,
  );
  const after = await subscriptionsOf(aws);
  const back = arnOf(after, 'first@restaurant.test');
  check('… they have a new subscription', back !== '' && back !== gone, after);
  const { Attributes = {} } = await aws.topics.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: back }),
  );
  check('… with the new filter', /critical/.test(Attributes['FilterPolicy'] ?? ''), Attributes);
  const others = ['+966512345678', 'operations@restaurant.test'];
  check(
    '… and the others keep theirs, and need not confirm again',
    others.every((one) => arnOf(after, one) === arnOf(before, one)),
    after,
  );
  check('… nobody has two', after.length === before.length, after);

  writeOncall(scene, ONCALL);
  const next = await timed('deploy with another filter', () => serverless('deploy', '--stage', 'prod'));
  const last = await subscriptionsOf(aws);
  check(
    'the next deploy changes the filter in place',
    next.code === 0 && arnOf(last, 'first@restaurant.test') === back,
    last,
  );
  const second: string[] = [];
  const pages = paginateListStackResources(
    { client: aws.stacks },
    { StackName: 'flavours-error-webhook-prod' },
  );
  for await (const { StackResourceSummaries = [] } of pages)
    for (const { LogicalResourceId = '' } of StackResourceSummaries)
      if (/^AlertsEmail\w{8}G2$/.test(LogicalResourceId)) second.push(LogicalResourceId);
  check('… of what the stack knows as its second generation', second.length === 1, second);
};

const subscriptionsOf = async (aws: Clients): Promise<Subscription[]> =>
  (await aws.topics.send(new ListSubscriptionsCommand({}))).Subscriptions ?? [];

const arnOf = (subscriptions: readonly Subscription[], endpoint: string): string =>
  subscriptions.find(({ Endpoint }) => Endpoint === endpoint)?.SubscriptionArn ?? '';
