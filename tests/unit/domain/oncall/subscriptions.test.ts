import { expect, test } from '@jest/globals';
import { OncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../../../lib/domain/oncall/subscriptions.ts';

const subscriptionsFor = (...subscribers: unknown[]) =>
  subscriptionsOf(OncallConfig.parse({ levels: [{ subscribers }] }));

test('each subscriber is subscribed by its protocol, and gets what is meant for its audience', () => {
  expect(
    subscriptionsFor(
      { email: 'a@restaurant.test' },
      { sms: '+966512345678' },
      { https: 'https://chat.test/hook' },
      { sqs: 'arn:aws:sqs:us-east-1:123456789012:queue' },
      { lambda: 'arn:aws:lambda:us-east-1:123456789012:function:chat' },
    ),
  ).toEqual([
    {
      protocol: 'email',
      endpoint: 'a@restaurant.test',
      filterPolicy: { recipient: ['people:level-1'] },
    },
    { protocol: 'sms', endpoint: '+966512345678', filterPolicy: { recipient: ['woken:level-1'] } },
    {
      protocol: 'https',
      endpoint: 'https://chat.test/hook',
      filterPolicy: { recipient: ['machines:level-1'] },
    },
    {
      protocol: 'sqs',
      endpoint: 'arn:aws:sqs:us-east-1:123456789012:queue',
      filterPolicy: { recipient: ['machines:level-1'] },
    },
    {
      protocol: 'lambda',
      endpoint: 'arn:aws:lambda:us-east-1:123456789012:function:chat',
      filterPolicy: { recipient: ['machines:level-1'] },
    },
  ]);
});

test('a subscriber of a higher level hears what is sent to that level; those below it too, by the alert itself', () => {
  const oncall = OncallConfig.parse({
    levels: [
      { subscribers: [{ email: 'a@restaurant.test' }] },
      { afterMinutes: 15, subscribers: [{ sms: '+966512345678' }] },
    ],
  });
  expect(subscriptionsOf(oncall).map(({ filterPolicy }) => filterPolicy)).toEqual([
    { recipient: ['people:level-1'] },
    { recipient: ['woken:level-2'] },
  ]);
});

test('filters narrow it, and never need more than the five names that SNS takes', () => {
  const [subscription] = subscriptionsFor({
    email: 'a@restaurant.test',
    severities: ['critical', 'warning'],
    families: ['orders'],
    sources: ['riyadh'],
  });
  expect(subscription?.filterPolicy).toEqual({
    recipient: ['people:level-1'],
    severity: ['critical', 'warning'],
    family: ['orders'],
    source: ['riyadh'],
  });
  expect(Object.keys(subscription?.filterPolicy ?? {}).length).toBeLessThanOrEqual(5);
});
