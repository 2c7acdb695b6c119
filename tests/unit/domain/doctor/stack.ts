import type { DeployedResource, DeployedStack } from '../../../../lib/domain/doctor/deployed-stack.ts';

/** A stack in Frankfurt with these resources. */
export const stackWith = (
  resources: readonly DeployedResource[] = [],
  over: Partial<DeployedStack> = {},
): DeployedStack => ({
  name: 'flavours-error-webhook-prod',
  stage: 'prod',
  region: 'eu-central-1',
  account: '111122223333',
  partition: 'aws',
  status: 'UPDATE_COMPLETE',
  changedAt: '2026-11-26T12:00:00.000Z',
  outputs: {},
  resources,
  attributes: { 'NotificationsTable.StreamArn': 'arn:stream' },
  ...over,
});

export const resource = (
  logicalId: string,
  type: string,
  properties: DeployedResource['properties'] = {},
  physicalId: string | undefined = logicalId.toLowerCase(),
): DeployedResource => ({ logicalId, type, physicalId, properties });

export const NOW = new Date('2026-11-27T12:00:00.000Z');
export const DEPLOY = 'npx serverless deploy --force --stage prod --region eu-central-1';
/** A command of AWS's own command line. */
export const aws = (command: string): string => `aws ${command} --region eu-central-1`;
