import { oncallFileWith } from '../stack.ts';

/** An `oncall.yml` with one tool of each kind. */
export const oncallWithTools = (): string =>
  oncallFileWith(`integrations:
  - { name: kitchen, slack: "\${ssm:/slack}", families: [orders] }
  - { name: office, teams: "\${ssm:/teams}" }
  - { name: pager, pagerduty: "\${ssm:/key}", webhookSecret: "\${ssm:/secret}" }
  - { name: intake, webhook: "\${env:INTAKE_URL}", secret: "\${env:INTAKE_SECRET}" }
`);
