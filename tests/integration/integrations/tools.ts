import { oncallFileOf } from '../stack.ts';

/** An `oncall.yml` with one tool of each kind; Slack takes orders alone, so that it is not waited for elsewhere. */
export const oncallWithTools = (): string =>
  oncallFileOf(`timeZone: Asia/Riyadh
levels:
  - subscribers:
      - email: oncall@example.com
integrations:
  - { name: kitchen, slack: "\${ssm:/slack}", families: [orders] }
  - { name: office, teams: "\${ssm:/teams}" }
  - { name: pager, pagerduty: "\${ssm:/key}", webhookSecret: "\${ssm:/secret}" }
  - { name: intake, webhook: "\${env:INTAKE_URL}", secret: "\${env:INTAKE_SECRET}" }
`);
