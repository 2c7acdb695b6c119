import { expect, test } from '@jest/globals';
import { Integration } from '../../../../lib/domain/integrations/integration.ts';
import { resolveIntegration, secretFieldsOf } from '../../../../lib/domain/integrations/resolve.ts';
import { Integrations } from '../../../../lib/domain/oncall/integrations.ts';

const SLACK = 'https://hooks.slack.com/services/T0/B0/x';
const HOOK = 'https://burger.example/alerts';
const SIGNING = `whsec_${'A'.repeat(32)}`;
const KEY = '0123456789abcdef0123456789abcdef';
const BACK = 'sixteen letters or more';
const SECRETS = new Map([
  ['slack url', SLACK],
  ['teams url', HOOK],
  ['webhook url', HOOK],
  ['webhook secret', SIGNING],
  ['pagerduty routingKey', KEY],
  ['pagerduty webhookSecret', BACK],
]);

/** What the file says, where each secret of the function stands in it, and what the function has then. */
const ROWS = [
  ['slack', { slack: `\${env:S}` }, { url: 'slack' }, { url: SLACK }],
  ['teams', { teams: `\${env:T}` }, { url: 'teams' }, { url: HOOK }],
  [
    'webhook',
    { webhook: HOOK, secret: `\${ssm:/w}` },
    { url: 'webhook', secret: 'secret' },
    { url: HOOK, secret: SIGNING },
  ],
  [
    'pagerduty',
    { pagerduty: `\${ssm:/p}`, region: 'eu' },
    { routingKey: 'pagerduty' },
    { routingKey: KEY, region: 'eu' },
  ],
  [
    'pagerduty',
    { pagerduty: `\${ssm:/p}`, webhookSecret: `\${ssm:/b}` },
    { routingKey: 'pagerduty', webhookSecret: 'webhookSecret' },
    { routingKey: KEY, region: 'us', webhookSecret: BACK },
  ],
] as const;
const entryOf = (written: object) => {
  const [entry] = Integrations.parse([{ name: 'kitchen', ...written }]);
  if (!entry) throw new Error('there is none');
  return entry;
};

test.each(ROWS)('%s: secrets by their place in oncall.yml', (kind, written, fields, resolved) => {
  expect(secretFieldsOf(entryOf(written))).toEqual({ kind, fields });
  const secretOf = (field: string) => SECRETS.get(`${kind} ${field}`);
  const given = resolveIntegration(entryOf(written), secretOf);
  expect(given).toEqual({ kind, name: 'kitchen', ...resolved });
  expect(Integration.parse(given)).toEqual(given);
});

test('its filters go with it, and only those that it has', () => {
  const all = { severities: ['critical'], families: ['orders'], sources: ['main'] };
  for (const filters of [all, { severities: ['info'] }, { families: ['other'] }, { sources: ['main'] }])
    expect(resolveIntegration(entryOf({ slack: `\${env:S}`, ...filters }), () => SLACK)).toStrictEqual({
      kind: 'slack',
      name: 'kitchen',
      ...filters,
      url: SLACK,
    });
});
