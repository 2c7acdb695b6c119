import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { oncallForStack } from '../../../deploy/oncall-for-stack.ts';
import { subscriptionResources } from '../../../deploy/subscription-resources.ts';
import { temporaryFolder } from '../../temporary.ts';

const directory = temporaryFolder('oncall');
afterAll(() => rmSync(directory, { recursive: true }));

const path = join(directory, 'oncall.yml');
const stackOf = (text: string, known: Record<string, unknown> = {}) => {
  writeFileSync(path, text);
  return oncallForStack(path, async (variable) => {
    if (variable === 'ssm:/secret') throw new Error('not authorized to perform: ssm:GetParameter\n at …');
    return known[variable] ?? null; // as osls does
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

test.each([
  ['env:PHONE', null, 'is not set'],
  ['env:PHONE', '', 'is not set'],
  ['ssm:/mail', null, 'is not set'],
  ['ssm:/mail', ['a@restaurant.test'], 'is a list or JSON: expected a text'],
  ['ssm:/mail', `\${env:MAIL}`, 'is itself a variable: expected a text'],
  ['ssm:/secret', null, 'cannot be looked up (not authorized to perform: ssm:GetParameter)'],
])(
  'a contact whose variable %s gives %j is told by file, line and variable',
  async (variable, value, why) => {
    const stack = await stackOf(people('email: a@restaurant.test', `email: "\${${variable}}"`), {
      [variable]: value,
    });
    expect(stack.problems).toEqual([`${path}:5 levels.0.subscribers.1.email: \${${variable}} ${why}`]);
    expect(stack.subscriptions).toEqual([]);
  },
);

test.each([
  ['https', `https://hooks.restaurant.test/\${env:KEY}`],
  ['sqs', `arn:aws:sqs:eu-central-1:000000000000:\${env:QUEUE}`],
])('a variable inside an address is refused: %s', async (protocol, address) => {
  const stack = await stackOf(people(`${protocol}: "${address}"`), { 'env:KEY': 'x', 'env:QUEUE': 'x' });
  expect(stack.problems).toEqual([
    `${path}:4 levels.0.subscribers.0.${protocol}: ${address} has a variable in it: expected one that is the whole value, \${env:NAME} or \${ssm:/path}`,
  ]);
});

test('what is wrong with people and with those who hear alarms is told in the same way', async () => {
  const text = `people:\n  sara: { email: "\${env:SARA}" }\nlevels:\n  - people: [sara]\nalarms:\n  - email: "\${ssm:/ops}"\n`;
  expect((await stackOf(text)).problems.toSorted()).toEqual([
    `${path}:2 people.sara.email: \${env:SARA} is not set`,
    `${path}:6 alarms.0.email: \${ssm:/ops} is not set`,
  ]);
});

test('a contact that was looked up is checked, and not shown', async () => {
  const stack = await stackOf(people(`sms: "\${env:PHONE}"`), { 'env:PHONE': '0512345678' });
  expect(stack.problems).toEqual([
    `${path}:4 levels.0.subscribers.0.sms: expected an E.164 number, such as +966500000000`,
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

const TOOLS = `integrations:
  - { name: kitchen, slack: "\${env:SLACK}", severities: [critical] }
  - { name: intake, webhook: https://a.shop.example/x, secret: "\${ssm:/intake}" }
`;
const person = people('email: a@restaurant.test');

test('the secrets of integrations are looked up, for their own function alone', async () => {
  const stack = await stackOf(`${person}${TOOLS}`, {
    'env:SLACK': 'https://hooks.slack.com/services/T0/B0/x',
    'ssm:/intake': 'whsec_c3RhbmRhcmQgd2ViaG9va3Mgc2VjcmV0IDEyMw==',
  });
  expect(stack.problems).toEqual([]);
  expect(JSON.parse(stack.integrations)).toEqual([
    {
      kind: 'slack',
      name: 'kitchen',
      severities: ['critical'],
      url: 'https://hooks.slack.com/services/T0/B0/x',
    },
    {
      kind: 'webhook',
      name: 'intake',
      url: 'https://a.shop.example/x',
      secret: 'whsec_c3RhbmRhcmQgd2ViaG9va3Mgc2VjcmV0IDEyMw==',
    },
  ]);
  expect(JSON.stringify(stack.runtime)).not.toMatch(/hooks\.slack|whsec|kitchen/);
  expect(stack.subscribers).toBe(stack.subscriptions.length + 2); // its function is one too, and that of the self-test
});

test('the function that tests itself is counted among the subscribers, unless it is off', async () => {
  const on = await stackOf(person);
  const off = await stackOf(`${person}selfTest: off\ntimeZone: Asia/Riyadh\n`);
  expect([on.subscribers - on.subscriptions.length, off.subscribers - off.subscriptions.length]).toEqual([
    1, 0,
  ]);
  expect([on.selfTest, off.selfTest, off.timeZone]).toEqual(['10:15', 'off', 'Asia/Riyadh']);
});

test('the address of the heartbeat is looked up for the sweep, and shown nowhere', async () => {
  const beat = `heartbeat: { url: "\${env:BEAT}", failUrl: "\${ssm:/fail}", everyMinutes: 5, method: HEAD }\n`;
  const known = { 'env:BEAT': 'https://hc-ping.com/secret', 'ssm:/fail': 'https://hc-ping.com/secret/fail' };
  const stack = await stackOf(`${person}${beat}`, known);
  expect([stack.problems, JSON.parse(stack.heartbeat)]).toEqual([
    [],
    { url: known['env:BEAT'], failUrl: known['ssm:/fail'], everyMinutes: 5, method: 'HEAD' },
  ]);
  expect(JSON.stringify(stack.runtime)).not.toMatch(/hc-ping|heartbeat/);
  expect((await stackOf(person)).heartbeat).toBe('');
});

test('an address of the heartbeat that is not set, or is none, is a problem with its line and no value', async () => {
  const beat = `heartbeat: { url: "\${env:BEAT}" }\n`;
  expect((await stackOf(`${person}${beat}`)).problems).toEqual([
    `${path}:5 heartbeat.url: \${env:BEAT} is not set`,
  ]);
  const wrong = await stackOf(`${person}${beat}`, { 'env:BEAT': 'hc-ping.com/secret' });
  expect(wrong.problems).toEqual([`${path}:5 heartbeat.url: expected an http or https URL`]);
  expect((await stackOf(`${person}heartbeat: { url: "https://hc-ping.com/secret" }\n`)).problems).toEqual([
    expect.stringMatching(
      /heartbeat\.url: expected \$\{ssm:\/path\} or \$\{env:NAME\}: a secret never stands/,
    ),
  ]);
});

test('the functions know that an integration is a machine: it gets each end of which people are not told', async () => {
  expect((await stackOf(person)).runtime?.hasMachines).toBe(false);
  const tool = `integrations: [{ name: kitchen, slack: "\${env:SLACK}" }]`;
  const stack = await stackOf(`${person}${tool}`, {
    'env:SLACK': 'https://hooks.slack.com/services/T0/B0/x',
  });
  expect(stack.runtime?.hasMachines).toBe(true);
});

test('an unset variable of an integration is told with its file and line', async () => {
  const stack = await stackOf(`${person}${TOOLS}`, { 'env:SLACK': '' });
  expect(stack.problems).toEqual([
    `${path}:6 integrations.0.slack: \${env:SLACK} is not set`,
    `${path}:7 integrations.1.secret: \${ssm:/intake} is not set`,
  ]);
});

test('a looked-up secret of the wrong form is told by its place, and not shown', async () => {
  const stack = await stackOf(`${person}${TOOLS}`, {
    'env:SLACK': 'http://hooks.slack.com/plain',
    'ssm:/intake': 'not-a-secret-of-standard-webhooks',
  });
  expect(stack.problems).toEqual([
    `${path}:6 integrations.0.slack: expected an https URL`,
    `${path}:7 integrations.1.secret: expected whsec_ and 24 to 64 bytes in base64`,
  ]);
});

test('secrets that do not fit a function are refused before the deploy fails', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => `  - { name: t${index}, teams: "\${env:TEAMS}" }\n`);
  const stack = await stackOf(`${person}integrations:\n${lines.join('')}`, {
    'env:TEAMS': `https://prod.logic.azure.com/${'x'.repeat(300)}`,
  });
  expect(stack.problems).toEqual([expect.stringMatching(/:5 integrations: their secrets take \d+ bytes/)]);
});
