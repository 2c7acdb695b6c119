import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { oncallForStack } from '../../../deploy/oncall-for-stack.ts';
import { subscriptionResources } from '../../../deploy/subscription-resources.ts';

const directory = mkdtempSync(join(tmpdir(), 'oncall-'));
afterAll(() => rmSync(directory, { recursive: true }));

const path = join(directory, 'oncall.yml');
const stackOf = (text: string, known: Record<string, string> = {}) => {
  writeFileSync(path, text);
  return oncallForStack(path, async (variable) => {
    const value = known[variable];
    if (value === undefined) throw new Error(`${variable} is not known`);
    return value;
  });
};
const people = (...lines: string[]) =>
  `alarms: [{ email: ops@restaurant.test }]\nlevels:\n  - subscribers:\n${lines.map((line) => `      - ${line}\n`).join('')}`;

test('contacts are looked up', async () => {
  const stack = await stackOf(people(`sms: "\${env:PHONE}"`, `email: "\${ssm:/mail}"`), {
    'env:PHONE': '+966512345678',
    'ssm:/mail': 'a@restaurant.test',
  });
  expect(stack.problems).toEqual([]);
  expect(stack.subscriptions.map(({ endpoint }) => endpoint)).toEqual(['+966512345678', 'a@restaurant.test']);
});

test('a contact that cannot be looked up is a problem', async () => {
  const stack = await stackOf(people(`sms: "\${env:PHONE}"`));
  expect(stack.problems).toEqual([`oncall.yml: \${env:PHONE} cannot be looked up`]);
});

test('a contact that was looked up is checked, and not shown', async () => {
  const stack = await stackOf(people(`sms: "\${env:PHONE}"`), { 'env:PHONE': '0512345678' });
  expect(stack.problems).toEqual([
    `${path} levels.0.subscribers.0.sms: expected an E.164 number, such as +966500000000`,
  ]);
});

test.each([
  ['email: oncall@example.com', 'levels.0.subscribers.0.email: oncall@example.com'],
  ['email: oncall@mail.example.org', 'levels.0.subscribers.0.email: oncall@mail.example.org'],
  ['sms: "+966500000000"', 'levels.0.subscribers.0.sms: +966500000000'],
])('%s is an example', async (line, field) => {
  expect((await stackOf(people(line))).examples).toEqual([`${path} ${field}`]);
});

test('people of a real team are no examples', async () => {
  const stack = await stackOf(people('email: a@myexample.com', 'sms: "+966500000001"'));
  expect(stack.examples).toEqual([]);
});

test('a subscription keeps its name when somebody before it leaves', async () => {
  const both = subscriptionResources(
    await stackOf(people('email: a@restaurant.test', 'email: b@restaurant.test')),
  );
  const one = subscriptionResources(await stackOf(people('email: b@restaurant.test')));
  expect(Object.keys(both)).toHaveLength(3); // and who hears the alarms
  expect(both).toMatchObject(one);
});

test('a stack whose alarms nobody hears is refused', async () => {
  const text = 'levels:\n  - subscribers:\n      - email: a@restaurant.test\n';
  writeFileSync(path, text);
  expect((await oncallForStack(path, async () => 'x')).problems).toEqual([
    `${path} alarms: expected somebody who hears of trouble in this stack itself`,
  ]);
});
