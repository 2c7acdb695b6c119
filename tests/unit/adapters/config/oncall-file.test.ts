import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readOncall } from '../../../../lib/adapters/config/oncall-file.ts';
import { oncallSchema } from '../../../../lib/domain/oncall/config-schema.ts';
import { problemsOf, read, subscribers } from './oncall-text.ts';

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

test('what is left out has a default', () => {
  expect(read(subscribers('email: a@restaurant.test'))).toMatchObject({
    timeZone: 'UTC',
    acknowledgementMinutes: 30,
    alarms: [],
    endpoints: [],
    sources: {},
  });
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
