import { Agent } from 'node:https';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The emulator's services. */
export const clientsFor = (endpoint: string, ca: string, region = 'us-east-1') => {
  const config = {
    endpoint,
    region,
    requestHandler: { httpsAgent: new Agent({ ca }) },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    apis: new ApiGatewayV2Client(config),
    alarms: new CloudWatchClient(config),
    buckets: new S3Client({ ...config, forcePathStyle: true }),
    functions: new LambdaClient(config),
    parameters: new SSMClient(config),
    logs: new CloudWatchLogsClient(config),
    queues: new SQSClient(config),
    roles: new IAMClient(config),
    rules: new EventBridgeClient(config),
    secrets: new SecretsManagerClient(config),
    stacks: new CloudFormationClient(config),
    tables: new DynamoDBClient(config),
    topics: new SNSClient(config),
  };
};
export type Clients = ReturnType<typeof clientsFor>;
