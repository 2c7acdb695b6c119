import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Policy = z.object({
  Statement: z.array(
    z.object({ Action: z.union([z.array(z.string()), z.string().transform((one) => [one])]) }),
  ),
});

/** The actions that `deploy/deployer-policy.json` allows, as patterns. */
export const allowedActions = (): RegExp[] =>
  Policy.parse(JSON.parse(readFileSync('deploy/deployer-policy.json', 'utf8'))).Statement.flatMap(
    ({ Action }) => Action.map((action) => new RegExp(`^${action.replaceAll('*', '.*')}$`)),
  );

const api = (...methods: string[]) => methods.map((one) => `apigateway:${one}`);
const tagged = (service: string) => [`${service}:TagResource`, `${service}:UntagResource`];

/**
 * What CloudFormation does in the name of whoever deploys to make, read, change and delete a resource, with the properties that
 * are used here. From the handlers in CloudFormation's registry (`aws cloudformation describe-type`) and
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 * The emulator does not check these.
 */
export const NEEDED: Record<string, readonly string[]> = {
  'AWS::ApiGatewayV2::Api': api('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'TagResource'),
  'AWS::ApiGatewayV2::ApiMapping': api('GET', 'POST', 'PATCH', 'DELETE'),
  'AWS::ApiGatewayV2::DomainName': api('GET', 'POST', 'PATCH', 'DELETE'),
  'AWS::ApiGatewayV2::Integration': api('GET', 'POST', 'PATCH', 'DELETE'),
  'AWS::ApiGatewayV2::Route': api('GET', 'POST', 'PATCH', 'DELETE'),
  // A stage that logs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  'AWS::ApiGatewayV2::Stage': [
    ...api('GET', 'POST', 'PATCH', 'DELETE', 'TagResource'),
    ...[
      'CreateLogDelivery',
      'GetLogDelivery',
      'UpdateLogDelivery',
      'DeleteLogDelivery',
      'ListLogDeliveries',
    ].map((one) => `logs:${one}`),
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ],
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbudgetservice.html
  'AWS::Budgets::Budget': ['budgets:ViewBudget', 'budgets:ModifyBudget', ...tagged('budgets')],
  'AWS::CloudWatch::Alarm': [
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:DeleteAlarms',
    ...tagged('cloudwatch'),
  ],
  'AWS::CloudWatch::Dashboard': [
    'cloudwatch:PutDashboard',
    'cloudwatch:GetDashboard',
    'cloudwatch:DeleteDashboards',
  ],
  'AWS::DynamoDB::Table': [
    ...['CreateTable', 'DescribeTable', 'UpdateTable', 'DeleteTable'].map((one) => `dynamodb:${one}`),
    ...['DescribeTimeToLive', 'UpdateTimeToLive'].map((one) => `dynamodb:${one}`),
    ...['DescribeContinuousBackups', 'UpdateContinuousBackups'].map((one) => `dynamodb:${one}`),
    'dynamodb:DescribeContributorInsights',
    'dynamodb:DescribeKinesisStreamingDestination',
    'dynamodb:GetResourcePolicy',
    'dynamodb:ListTagsOfResource',
    ...tagged('dynamodb'),
  ],
  'AWS::Events::Rule': [
    ...['PutRule', 'DescribeRule', 'DeleteRule', 'EnableRule', 'DisableRule'].map((one) => `events:${one}`),
    ...['PutTargets', 'ListTargetsByRule', 'RemoveTargets'].map((one) => `events:${one}`),
    ...tagged('events'),
  ],
  'AWS::IAM::Role': [
    ...['CreateRole', 'GetRole', 'UpdateRole', 'DeleteRole', 'UpdateAssumeRolePolicy'].map(
      (one) => `iam:${one}`,
    ),
    ...['PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'].map((one) => `iam:${one}`),
    ...['ListRolePolicies', 'ListAttachedRolePolicies', 'TagRole', 'UntagRole'].map((one) => `iam:${one}`),
  ],
  'AWS::KMS::Key': [
    ...['CreateKey', 'DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy', 'ScheduleKeyDeletion'].map(
      (one) => `kms:${one}`,
    ),
    ...['EnableKeyRotation', 'GetKeyRotationStatus', 'UpdateKeyDescription'].map((one) => `kms:${one}`),
    ...['ListResourceTags', 'TagResource', 'UntagResource'].map((one) => `kms:${one}`),
    // Of Lambda, in the name of whoever gives a function an environment, or reads it.
    ...['CreateGrant', 'Encrypt', 'Decrypt', 'GenerateDataKey'].map((one) => `kms:${one}`),
  ],
  'AWS::Lambda::EventInvokeConfig': [
    'lambda:PutFunctionEventInvokeConfig',
    'lambda:GetFunctionEventInvokeConfig',
    'lambda:UpdateFunctionEventInvokeConfig',
    'lambda:DeleteFunctionEventInvokeConfig',
  ],
  'AWS::Lambda::EventSourceMapping': ['Create', 'Get', 'Update', 'Delete'].map(
    (one) => `lambda:${one}EventSourceMapping`,
  ),
  'AWS::Lambda::Function': [
    ...['CreateFunction', 'GetFunction', 'GetFunctionConfiguration', 'DeleteFunction'].map(
      (one) => `lambda:${one}`,
    ),
    ...['UpdateFunctionCode', 'UpdateFunctionConfiguration'].map((one) => `lambda:${one}`),
    ...['PutFunctionConcurrency', 'DeleteFunctionConcurrency'].map((one) => `lambda:${one}`),
    ...['GetFunctionCodeSigningConfig', 'GetFunctionRecursionConfig'].map((one) => `lambda:${one}`),
    'lambda:GetRuntimeManagementConfig',
    'lambda:ListTags',
    ...tagged('lambda'),
    'iam:PassRole',
    's3:GetObject',
  ],
  'AWS::Lambda::Permission': ['lambda:AddPermission', 'lambda:GetPolicy', 'lambda:RemovePermission'],
  'AWS::Logs::LogGroup': [
    'logs:CreateLogGroup',
    'logs:DescribeLogGroups',
    'logs:PutRetentionPolicy',
    'logs:DeleteRetentionPolicy',
    'logs:DeleteLogGroup',
    'logs:ListTagsForResource',
    ...tagged('logs'),
  ],
  'AWS::Logs::MetricFilter': [
    'logs:PutMetricFilter',
    'logs:DescribeMetricFilters',
    'logs:DeleteMetricFilter',
  ],
  'AWS::Logs::QueryDefinition': [
    'logs:PutQueryDefinition',
    'logs:DescribeQueryDefinitions',
    'logs:DeleteQueryDefinition',
  ],
  'AWS::S3::Bucket': [
    ...['CreateBucket', 'DeleteBucket', 'PutBucketTagging', 'PutBucketVersioning'].map((one) => `s3:${one}`),
    ...['PutEncryptionConfiguration', 'GetEncryptionConfiguration'].map((one) => `s3:${one}`),
    ...['PutBucketPublicAccessBlock', 'GetBucketPublicAccessBlock'].map((one) => `s3:${one}`),
  ],
  'AWS::S3::BucketPolicy': ['s3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:DeleteBucketPolicy'],
  'AWS::SecretsManager::Secret': [
    ...['CreateSecret', 'DescribeSecret', 'UpdateSecret', 'DeleteSecret'].map(
      (one) => `secretsmanager:${one}`,
    ),
    'secretsmanager:GetRandomPassword',
    // For the dynamic references in the variables of functions.
    'secretsmanager:GetSecretValue',
    ...tagged('secretsmanager'),
  ],
  'AWS::SNS::Subscription': [
    'sns:Subscribe',
    'sns:GetSubscriptionAttributes',
    'sns:SetSubscriptionAttributes',
    'sns:Unsubscribe',
    'sns:ListSubscriptionsByTopic',
  ],
  'AWS::SNS::Topic': [
    ...['CreateTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'DeleteTopic'].map((one) => `sns:${one}`),
    'sns:GetDataProtectionPolicy',
    'sns:ListTagsForResource',
    ...tagged('sns'),
  ],
  'AWS::SNS::TopicPolicy': ['sns:SetTopicAttributes'],
  'AWS::SQS::Queue': [
    ...['CreateQueue', 'GetQueueAttributes', 'GetQueueUrl', 'SetQueueAttributes'].map((one) => `sqs:${one}`),
    ...['DeleteQueue', 'ListQueueTags', 'TagQueue', 'UntagQueue'].map((one) => `sqs:${one}`),
  ],
  'AWS::SQS::QueuePolicy': ['sqs:SetQueueAttributes'],
};
