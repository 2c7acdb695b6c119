import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { awsOf } from '../../deploy/region.ts';
import type { DoctorClients } from '../../lib/adapters/doctor/doctor-clients.ts';

/** Clients for the person who runs the command: with patience, and with credentials from wherever tools of AWS have them. */
export const clientsFor = (stage: string, region: string | undefined): DoctorClients => {
  const config = { maxAttempts: 6, ...awsOf(stage, region) };
  return {
    stacks: new CloudFormationClient(config),
    alarms: new CloudWatchClient(config),
    tables: new DynamoDBClient(config),
    rules: new EventBridgeClient(config),
    roles: new IAMClient(config),
    functions: new LambdaClient(config),
    secrets: new SecretsManagerClient(config),
    topics: new SNSClient(config),
  };
};
