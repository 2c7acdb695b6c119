import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import {
  oncallAtRuntime,
  readOncall,
  sourceVersionsOf,
} from '../../../../lib/adapters/config/oncall-file.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { oncallSchema } from '../../../../lib/domain/oncall/config-schema.ts';
import { temporaryFolder } from '../../../temporary.ts';

const directory = temporaryFolder('oncall');
afterAll(() => rmSync(directory, { recursive: true }));

const path = join(directory, 'oncall.yml');
const read = (text: string) => {
  writeFileSync(path, text);
  return readOncall(path);
};
const problemsOf = (text: string): string[] => {
  try {
    read(text);
  } catch (error) {
    return String(error instanceof Error && error.message)
      .replaceAll(path, 'oncall.yml')
      .split('\n');
  }
  throw new Error('expected problems');
};
const subscribers = (...lines: string[]) =>
  `levels:\n  - subscribers:\n${lines.map((line) => `      - ${line}\n`).join('')}`;
const ONE_OF =
  'expected one of email, sms (+ and digits), https, sqs (ARN), lambda (ARN); no other fields than severities, families, sources';

test('the committed example is good', () => {
  const oncall = readOncall('oncall.yml');
  expect(oncall.levels[0]?.subscribers).toEqual([{ email: 'oncall@example.com' }, { sms: '+966500000000' }]);
});

test('the schema for editors is what the code says: `node --import tsx tools/generate/oncall-schema.ts` writes it', () => {
  expect(readFileSync('docs/oncall.schema.json', 'utf8')).toBe(
    `${JSON.stringify(oncallSchema(), null, 2)}\n`,
  );
  expect(readFileSync('oncall.yml', 'utf8')).toMatch(
    /^# yaml-language-server: \$schema=docs\/oncall\.schema\.json\n/,
  );
});

test('what stands in comments of the committed example is good too', () => {
  const text = readFileSync('oncall.yml', 'utf8')
    .replace('maintenance: []', 'maintenance:')
    .replace('endpoints: []', 'endpoints:')
    .replace('integrations: []', 'integrations:')
    .replace('sources: {}', 'sources:')
    .replaceAll(/^#( {2}| quietHours)/gm, (_, rest: string) => rest.replace(' q', 'q'));
  const oncall = read(text);
  expect(oncall.levels.map(({ afterMinutes }) => afterMinutes)).toEqual([undefined, 15]);
  expect(oncall.maintenance).toHaveLength(3);
  expect(oncall.integrations).toHaveLength(4);
  expect(oncall).toMatchObject({ quietHours: { from: '23:00' }, endpoints: [{ severity: 'critical' }] });
});

test.each([
  'quietHours: { from: friday 18:00, to: sunday 06:00 }',
  'quietHours: { every: [friday, saturday], from: "00:00", to: "24:00" }',
  'quietHours: { every: friday, from: 00:00, to: 24:00, severities: [info] }',
  'maintenance: [{ reason: x, from: friday 18:00, to: sunday 06:00 }]',
  'maintenance: [{ reason: x, every: sunday, from: 08:00, to: 08:00, families: [orders] }]',
  'maintenance: [{ reason: x, every: sunday, from: 00:00, to: 24:00 }]',
])('%s is good, as it is when functions read it', (line) => {
  const oncall = read(`${line}\n${subscribers('email: a@restaurant.test')}`);
  const shipped = oncallAtRuntime(oncall);
  expect(RuntimeOncallConfig.parse(JSON.parse(JSON.stringify(shipped)))).toEqual(shipped);
});

test('levels go up, and an address stands in one of them', () => {
  const levels = (...afterMinutes: (number | undefined)[]) =>
    `levels:\n${afterMinutes
      .map(
        (minutes, index) =>
          `  - ${minutes === undefined ? '' : `afterMinutes: ${minutes}\n    `}subscribers: [{ email: a${index}@restaurant.test }]\n`,
      )
      .join('')}`;
  expect(oncallAtRuntime(read(levels(undefined, 15, 40)))).toMatchObject({ escalationMinutes: [15, 40] });
  expect(problemsOf(levels(5))).toEqual([
    'oncall.yml:2 levels.0.afterMinutes: expected none: the first level is alerted at once',
  ]);
  expect(problemsOf(levels(undefined, undefined))).toEqual([
    'oncall.yml:3 levels.1.afterMinutes: expected afterMinutes: how many minutes after the first alert',
  ]);
  expect(problemsOf(levels(undefined, 15, 15))).toEqual([
    'oncall.yml:5 levels.2.afterMinutes: expected more than the 15 of the level before',
  ]);
  expect(problemsOf(levels(undefined, 15).replace('a1@', 'a0@'))).toEqual([
    'oncall.yml:1 levels: expected each address in one level only: lower levels get what higher levels get too',
  ]);
});

const SENDER = 'senderId: expected 1 to 11 letters and digits, with at least one letter';

test.each([
  ['quietHours: { from: "23:00", to: "7:00" }', 'quietHours.to: expected a time of day, such as 22:30'],
  [
    'quietHours: { from: "23:00", to: "07:00", severities: [critical] }',
    'quietHours.severities.0: expected warning or info: critical alerts never wait',
  ],
  [
    'quietHours: { from: "07:00", to: "07:00" }',
    expect.stringMatching(/^quietHours\.to: expected an end: whole days need every/),
  ],
  [
    'quietHours: { from: "00:00", to: "24:00" }',
    expect.stringMatching(/^quietHours\.to: expected an end: whole days need every/),
  ],
  [
    'quietHours: { from: friday 18:00, to: sundy 06:00 }',
    'quietHours.to: expected a day of the week and a time of day, such as friday 18:00',
  ],
  [
    'quietHours: { from: friday 18:00, to: "06:00" }',
    expect.stringMatching(/^quietHours: expected from and to: times of day/),
  ],
  [
    'quietHours: { from: friday 18:00, to: friday 18:00 }',
    'quietHours.to: expected an end that differs from the beginning',
  ],
  [
    'maintenance: [{ reason: x, every: day, from: "00:00", to: "24:00" }]',
    'maintenance.0.to: expected an end: whole days on every day never end',
  ],
  [
    'maintenance: [{ reason: x, from: 2026-12-01T04:00, to: 2026-12-01T02:00 }]',
    'maintenance.0.to: expected an end after the beginning',
  ],
  [
    'maintenance: [{ reason: x, from: 2026-02-31T04:00, to: 2026-12-01T02:00 }]',
    'maintenance.0.from: expected a day that exists',
  ],
  [
    'maintenance: [{ reason: x, every: tusday, from: "05:00", to: "05:30" }]',
    'maintenance.0.every: expected day, or days of the week, such as friday',
  ],
  [
    'maintenance: [{ reason: x, every: day, from: "05:00" }]',
    expect.stringMatching(/^maintenance\.0\.to: .*string/),
  ],
  ['smsLinks: yes', 'smsLinks: expected true or false'],
  ['smsLinks: "true"', 'smsLinks: expected true or false'],
  ['senderId: 966', 'senderId: expected a name in quotes, such as "FLAVOURS"'],
  ['senderId: "966"', SENDER],
  ['senderId: ""', SENDER],
  ['senderId: LONGER THAN', SENDER],
  ['senderId: TWELVELETTER', SENDER],
  ['senderId: قهوة', SENDER],
  ['acknowledgementMinutes: 4', 'acknowledgementMinutes: expected 5 to 240 minutes'],
  ['acknowledgementMinutes: 241', 'acknowledgementMinutes: expected 5 to 240 minutes'],
  ['acknowledgementMinutes: half an hour', expect.stringMatching(/^acknowledgementMinutes: .*number/)],
  ['acknowledgementMinutes: 7.5', expect.stringMatching(/^acknowledgementMinutes: .*int/)],
  ['language: fr', expect.stringMatching(/^language: .*"en"\|"ar"/)],
])('%s is named with its line and field', (line, problem) => {
  const [found = '', ...others] = problemsOf(`${line}\n${subscribers('email: a@restaurant.test')}`);
  expect(others).toEqual([]);
  expect(found).toMatch(/^oncall\.yml:1 /);
  expect(found.replace('oncall.yml:1 ', '')).toEqual(problem);
});

test('what is left out has a default', () => {
  expect(read(subscribers('email: a@restaurant.test'))).toMatchObject({
    timeZone: 'UTC',
    acknowledgementMinutes: 30,
    alarms: [],
    endpoints: [],
    sources: {},
  });
});

test('a wrong value is named with its line, its field and what was expected', () => {
  expect(problemsOf(subscribers('email: a@restaurant.test', 'sms: "0500"'))).toEqual([
    'oncall.yml:4 levels.0.subscribers.1.sms: expected an E.164 number, such as +966500000000',
  ]);
});

test('every problem is named, one a line', () => {
  const text = `timeZone: Mars\nlevels: []\nsources: { Bad: { version: 0 }, good: { version: 0 } }\nlevel: 3\n`;
  expect(problemsOf(text)).toEqual([
    'oncall.yml:1 timeZone: expected an IANA time zone, such as Asia/Riyadh',
    expect.stringMatching(/^oncall\.yml:2 levels: .*>=1/),
    expect.stringMatching(/^oncall\.yml:3 sources\.Bad: expected 1–64 of/),
    expect.stringMatching(/^oncall\.yml:3 sources\.good\.version: .*>=1/),
    'oncall.yml:4 level: is not a known setting here',
  ]);
});

test.each([
  ['two protocols', '{ email: a@restaurant.test, sms: "+966512345678" }', ONE_OF],
  ['no protocol', '{}', ONE_OF],
  ['an unknown protocol', 'fax: 1', ONE_OF],
  ['not a map', 'somebody', ONE_OF],
])('a subscriber with %s is told what there is', (_, line, message) => {
  expect(problemsOf(subscribers(line))).toEqual([`oncall.yml:3 levels.0.subscribers.0: ${message}`]);
});

test('a misspelt filter is named', () => {
  expect(problemsOf(subscribers('{ email: a@restaurant.test, familes: [orders] }'))).toEqual([
    'oncall.yml:3 levels.0.subscribers.0.familes: is not a known setting here',
  ]);
});

test.each([
  ['an unclosed list', 'levels: [\n'],
  ['a key twice', 'levels: 1\nlevels: 2\n'],
])('%s is a problem with its line', (_, text) => {
  expect(problemsOf(text)).toEqual([expect.stringMatching(/^oncall\.yml:2 \S/)]);
});

test('an empty file is a problem', () => {
  expect(problemsOf('')).toEqual([expect.stringMatching(/^oncall\.yml:1 .*expected object/)]);
});

test('a missing file is one line with its name', () => {
  expect(() => readOncall('nowhere/oncall.yml')).toThrow(
    /^nowhere\/oncall\.yml: cannot be read \(.*ENOENT.*\)$/,
  );
});

test('a contact may be looked up at deploy', () => {
  const text = subscribers(`sms: "\${env:PHONE}"`, `email: "\${ssm:/oncall/email}"`);
  expect(read(text).levels[0]?.subscribers).toEqual([
    { sms: `\${env:PHONE}` },
    { email: `\${ssm:/oncall/email}` },
  ]);
});

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

test('a phone number without quotes, which YAML reads as a number, is told how to be written', () => {
  expect(problemsOf('levels:\n  - subscribers:\n      - sms: +966500000000\n')).toEqual([
    'oncall.yml:3 levels.0.subscribers.0.sms: expected a phone number in quotes, such as "+966500000000": YAML reads it as a number',
  ]);
});

test('an address stands once: SNS takes no second subscription of it', () => {
  expect(
    problemsOf(
      subscribers(
        '{ email: a@restaurant.test, severities: [critical] }',
        '{ email: a@restaurant.test, sources: [x] }',
      ),
    ),
  ).toEqual([
    'oncall.yml:2 levels.0.subscribers: expected each address once: SNS accepts no second subscription for it',
  ]);
});

test('a filter has at most the combinations that SNS takes', () => {
  const sources = Array.from({ length: 9 }, (_, index) => `s${index}`).join(', ');
  const filters = `severities: [critical, warning, info], families: [orders, products, loyalty, customers, installs, other]`;
  expect(problemsOf(subscribers(`{ email: a@restaurant.test, ${filters}, sources: [${sources}] }`))).toEqual([
    'oncall.yml:3 levels.0.subscribers.0: expected at most 150 combinations of severities, families and sources',
  ]);
});

const integrations = (...lines: string[]) =>
  `${subscribers('email: a@restaurant.test')}integrations:\n${lines.map((line) => `  - ${line}\n`).join('')}`;
const NEVER = `expected \${ssm:/path} or \${env:NAME}: a secret never stands in this file in the clear`;

test.each([
  ['{ name: kitchen, slack: https://hooks.slack.com/services/T0/B0/x }', `integrations.0.slack: ${NEVER}`],
  ['{ name: office, teams: https://prod.logic.azure.com/x }', `integrations.0.teams: ${NEVER}`],
  ['{ name: pager, pagerduty: 0123456789abcdef0123456789abcdef }', `integrations.0.pagerduty: ${NEVER}`],
  [
    `{ name: pager, pagerduty: "\${env:KEY}", webhookSecret: secret }`,
    `integrations.0.webhookSecret: ${NEVER}`,
  ],
  [
    '{ name: intake, webhook: https://a.shop.example/x, secret: whsec_AAAA }',
    `integrations.0.secret: ${NEVER}`,
  ],
  [
    `{ name: intake, webhook: http://a.shop.example/x, secret: "\${env:S}" }`,
    'integrations.0.webhook: expected an https URL, or a reference as secrets have',
  ],
  [
    `{ name: Kitchen!, slack: "\${env:S}" }`,
    'integrations.0.name: expected a name of small letters, digits and hyphens, such as kitchen',
  ],
  [`{ name: kitchen, slack: "\${env:S}", chanel: x }`, 'integrations.0.chanel: is not a known setting here'],
])('an integration that is set wrongly is told where and why: %s', (line, problem) => {
  expect(problemsOf(integrations(`{ name: other, slack: "\${ssm:/x}" }`, line))).toEqual([
    `oncall.yml:6 ${problem.replace('.0.', '.1.')}`,
  ]);
});

test('each integration has a name of its own', () => {
  const one = `{ name: kitchen, slack: "\${env:A}" }`;
  expect(problemsOf(integrations(one, one))).toEqual(['oncall.yml:4 integrations: expected each name once']);
});

test('nothing of the integrations is shipped with code, not even where their secrets are', () => {
  const shipped = oncallAtRuntime(read(integrations(`{ name: kitchen, slack: "\${ssm:/flavours/slack}" }`)));
  expect(JSON.stringify(shipped)).not.toMatch(/kitchen|ssm|integrations/);
});

test.each([
  ['selfTest: "25:00"', 'selfTest: expected a time of day, such as 10:15, or off'],
  [
    `heartbeat: { url: "\${env:BEAT}", everyMinutes: 16 }`,
    'heartbeat.everyMinutes: Too big: expected number to be <=15',
  ],
  [
    `heartbeat: { url: "\${env:BEAT}", method: PUT }`,
    'heartbeat.method: Invalid option: expected one of "GET"|"POST"|"HEAD"',
  ],
])('%s is told by its line and field', (line, problem) => {
  expect(problemsOf(`${subscribers('email: a@restaurant.test')}${line}\n`)).toEqual([
    `oncall.yml:4 ${problem}`,
  ]);
});
