import { expect, test } from '@jest/globals';
import { oncallAtRuntime, sourceVersionsOf } from '../../../../lib/adapters/config/oncall-file.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { read, subscribers } from './oncall-text.ts';

test('nothing that is shipped with code holds a contact', () => {
  const oncall = read(`${subscribers('email: a@restaurant.test')}alarms: [{ email: b@restaurant.test }]\n`);
  const shipped = oncallAtRuntime(oncall);
  expect(RuntimeOncallConfig.parse(shipped)).toEqual(shipped);
  expect(JSON.stringify(shipped)).not.toContain('@');
});

test('functions know the sources that subscribers ask for, each once, from all levels', () => {
  const oncall = read(`levels:
  - subscribers: [{ email: a@restaurant.test, sources: [riyadh, main] }, { email: b@restaurant.test }]
  - afterMinutes: 15
    subscribers: [{ email: c@restaurant.test, sources: [main, jeddah] }]
`);
  const shipped = oncallAtRuntime(oncall);
  expect(shipped.filteredSources).toEqual(['riyadh', 'main', 'jeddah']);
  expect(RuntimeOncallConfig.parse(JSON.parse(JSON.stringify(shipped)))).toEqual(shipped);
});

test.each([
  ['email', 'a@restaurant.test', false],
  ['sms', '"+966500000000"', false],
  ['https', 'https://pager.test/hook', true],
  ['sqs', 'arn:aws:sqs:us-east-1:123456789012:recovery', true],
  ['lambda', 'arn:aws:lambda:us-east-1:123456789012:function:recovery', true],
])('functions know whether a machine subscribes, such as by %s', (protocol, address, expected) => {
  const oncall = read(`levels:
  - subscribers: [{ email: b@restaurant.test }]
  - afterMinutes: 15
    subscribers: [{ ${protocol}: ${address} }]
`);
  expect(oncallAtRuntime(oncall).hasMachines).toBe(expected);
});

test('sources that name a version have it', () => {
  const oncall = read(
    `${subscribers('email: a@restaurant.test')}sources: { main: { version: 2 }, jeddah: {} }\n`,
  );
  expect(sourceVersionsOf(oncall)).toEqual({ main: 2, jeddah: 1 });
});
