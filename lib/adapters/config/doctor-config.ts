import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { DoctorClients } from '../doctor/doctor-clients.ts';
import { dynamodbClient, snsClient } from './aws-clients.ts';
import { environment } from './environment.ts';

const DoctorEnvironment = z.object({
  TABLE_PREFIX: z.string().min(1),
  ALARMS_TOPIC_ARN: z.string().startsWith('arn:'),
});

/** What the function doctor needs beyond a run's configuration. Throws, naming each variable that is wrong. */
export const doctorConfig = () => {
  const { TABLE_PREFIX, ALARMS_TOPIC_ARN } = environment(DoctorEnvironment);
  return { stackName: TABLE_PREFIX, alarmsTopicArn: ALARMS_TOPIC_ARN };
};

/** The clients of the daily run. Nobody waits for it, and IAM and CloudFormation throttle. */
export const doctorClients = (): DoctorClients => {
  const config = { maxAttempts: 6 };
  return {
    stacks: new CloudFormationClient(config),
    alarms: new CloudWatchClient(config),
    tables: dynamodbClient(),
    rules: new EventBridgeClient(config),
    roles: new IAMClient(config),
    functions: new LambdaClient(config),
    secrets: new SecretsManagerClient(config),
    topics: snsClient(),
  };
};
