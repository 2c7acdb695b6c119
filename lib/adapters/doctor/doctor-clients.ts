import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SNSClient } from '@aws-sdk/client-sns';

/** AWS's services that doctor asks; none of its calls changes anything. */
export type DoctorClients = {
  stacks: CloudFormationClient;
  alarms: CloudWatchClient;
  tables: DynamoDBClient;
  rules: EventBridgeClient;
  roles: IAMClient;
  functions: LambdaClient;
  secrets: SecretsManagerClient;
  topics: SNSClient;
};

const MISSING = /^(?:ResourceNotFound|NotFound|NoSuchEntity)/;

/** The answer, or nothing if AWS says that there is no such thing: that is a fact, and no failure. */
export const unlessMissing = async <Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && MISSING.test(error.name)) return undefined;
    throw error;
  }
};
