import { expect, test } from '@jest/globals';
import { oncallAtRuntime } from '../../../../lib/adapters/config/oncall-file.ts';
import { problemsOf, read, subscribers } from './oncall-text.ts';

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
