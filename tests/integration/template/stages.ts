import { beforeAll } from '@jest/globals';
import { type Packaged, packaged } from './packaged.ts';

/** The stage `prod` is packaged with a tool of each kind, the stage `dev` without any. */
export const SECRETS = {
  SLACK: 'https://hooks.slack.com/services/T0/B0/slack-secret',
  TEAMS: 'https://prod.logic.azure.com/workflows/teams-secret',
  PAGER_KEY: 'pagerdutysecretkey00000000000000',
  PAGER_SECRET: 'pagerduty-webhook-secret',
  INTAKE_SECRET: 'whsec_c3RhbmRhcmQgd2ViaG9va3Mgc2VjcmV0IDEyMw==',
};
export const HEARTBEAT_URL = 'https://hc-ping.com/heartbeat-secret';
const INTEGRATIONS = `integrations:
  - { name: kitchen, slack: "\${env:SLACK}" }
  - { name: office, teams: "\${env:TEAMS}" }
  - { name: pager, pagerduty: "\${env:PAGER_KEY}", webhookSecret: "\${env:PAGER_SECRET}" }
  - { name: intake, webhook: https://intake.shop.example/alerts, secret: "\${env:INTAKE_SECRET}" }
heartbeat: { url: "\${env:HEARTBEAT_URL}", everyMinutes: 5 }
`;

/** The stage `prod` has a domain of its own too. */
export const DOMAIN = {
  domain: 'oncall.restaurant.example',
  certificate: 'arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
};

export let dev: Packaged;
export let prod: Packaged;
beforeAll(async () => {
  [dev, prod] = await Promise.all([
    packaged('dev'),
    packaged('prod', {
      integrations: INTEGRATIONS,
      environment: { ...SECRETS, HEARTBEAT_URL },
      params: DOMAIN,
    }),
  ]);
});
