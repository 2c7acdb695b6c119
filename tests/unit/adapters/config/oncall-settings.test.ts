import { expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../../../lib/adapters/config/oncall-file.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';
import { problemsOf, read, subscribers } from './oncall-text.ts';

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
