import { expect, test } from '@jest/globals';
import { OncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { byForm, hasMachines, subscriptionsOf } from '../../../../lib/domain/oncall/subscriptions.ts';

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

test('a person hears what is sent while they are on duty, by each of their addresses', () => {
  const people = {
    sara: { email: 'sara@restaurant.test', sms: '+966512345678' },
    omar: { sms: '+966512345679' },
  };
  expect(subscriptionsOf(OncallConfig.parse({ people, levels: [{ people: ['sara', 'omar'] }] }))).toEqual([
    { protocol: 'email', endpoint: 'sara@restaurant.test', filterPolicy: { recipient: ['people:@sara'] } },
    { protocol: 'sms', endpoint: '+966512345678', filterPolicy: { recipient: ['woken:@sara'] } },
    { protocol: 'sms', endpoint: '+966512345679', filterPolicy: { recipient: ['woken:@omar'] } },
  ]);
});

test('where each form is published by itself, machines are told apart by it, and a message without one still passes', () => {
  const formsOf = (...subscribers: unknown[]) =>
    subscriptionsFor(...subscribers).map((one) => byForm(one).filterPolicy);
  expect(formsOf({ email: 'a@restaurant.test' }, { sms: '+966512345678' })).toEqual([
    { recipient: ['people:level-1'] },
    { recipient: ['woken:level-1'] },
  ]);
  const sqs = 'arn:aws:sqs:us-east-1:123456789012:queue';
  expect(formsOf({ https: 'https://chat.test/hook' }, { sqs })).toEqual([
    { recipient: ['machines:level-1'], form: ['chat', { exists: false }] },
    { recipient: ['machines:level-1'], form: ['machine', { exists: false }] },
  ]);
});

test('machines are subscribers that are no people, and tools of the team', () => {
  const has = (subscriber: object, more = {}) =>
    hasMachines(OncallConfig.parse({ levels: [{ subscribers: [subscriber] }], ...more }));
  const email = 'a@restaurant.test';
  expect(has({ email })).toBe(false);
  expect(has({ https: 'https://chat.test/hook' })).toBe(true);
  expect(has({ email }, { integrations: [{ name: 'kitchen', slack: `\${env:SLACK}` }] })).toBe(true);
});
