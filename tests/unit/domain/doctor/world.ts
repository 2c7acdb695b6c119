import type { DeployedStack } from '../../../../lib/domain/doctor/deployed-stack.ts';
import { type Finding, finding } from '../../../../lib/domain/doctor/finding.ts';

const ALERTS = 'arn:aws:sns:me-central-1:123456789012:flavours-error-webhook-prod-alerts';
const ALARMS = 'arn:aws:sns:me-central-1:123456789012:flavours-error-webhook-prod-alarms';

/** A deployed stack with two topics, a table and whatever else a test needs. */
export const stackWith = (resources: DeployedStack['resources'] = []): DeployedStack => ({
  name: 'flavours-error-webhook-prod',
  stage: 'prod',
  region: 'me-central-1',
  account: '123456789012',
  partition: 'aws',
  status: 'UPDATE_COMPLETE',
  changedAt: '2026-11-01T00:00:00.000Z',
  outputs: { HttpApiUrl: 'https://abc.execute-api.me-central-1.amazonaws.com' },
  attributes: {},
  resources: [
    { logicalId: 'AlertsTopic', type: 'AWS::SNS::Topic', physicalId: ALERTS, properties: {} },
    { logicalId: 'AlarmsTopic', type: 'AWS::SNS::Topic', physicalId: ALARMS, properties: {} },
    {
      logicalId: 'NotificationsTable',
      type: 'AWS::DynamoDB::Table',
      physicalId: 'flavours-error-webhook-prod-notifications',
      properties: {},
    },
    ...resources,
  ],
});

/** A finding of some check. */
export const found = (
  check: Finding['check'],
  subject: string,
  severity: Finding['severity'] = 'warning',
): Finding => finding(check, { subject, severity, what: 'something', mend: 'a command' });
