import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Clients } from './clients.ts';

/** Everything that exists in the emulator, by kind. */
export const leftIn = async (aws: Clients): Promise<Record<string, unknown[]>> => {
  const found = {
    alarms: aws.alarms.send(new DescribeAlarmsCommand({})).then((answer) => answer.MetricAlarms),
    apis: aws.apis.send(new GetApisCommand({})).then((answer) => answer.Items),
    buckets: aws.buckets.send(new ListBucketsCommand({})).then((answer) => answer.Buckets),
    functions: aws.functions.send(new ListFunctionsCommand({})).then((answer) => answer.Functions),
    logGroups: aws.logs.send(new DescribeLogGroupsCommand({})).then((answer) => answer.logGroups),
    mappings: aws.functions
      .send(new ListEventSourceMappingsCommand({}))
      .then((answer) => answer.EventSourceMappings),
    queues: aws.queues.send(new ListQueuesCommand({})).then((answer) => answer.QueueUrls),
    roles: aws.roles.send(new ListRolesCommand({})).then((answer) => answer.Roles),
    rules: aws.rules.send(new ListRulesCommand({})).then((answer) => answer.Rules),
    secrets: aws.secrets.send(new ListSecretsCommand({})).then((answer) => answer.SecretList),
    stacks: aws.stacks
      .send(new DescribeStacksCommand({}))
      .then((answer) => answer.Stacks?.filter((stack) => stack.StackStatus !== 'DELETE_COMPLETE')),
    subscriptions: aws.topics.send(new ListSubscriptionsCommand({})).then((answer) => answer.Subscriptions),
    tables: aws.tables.send(new ListTablesCommand({})).then((answer) => answer.TableNames),
    topics: aws.topics.send(new ListTopicsCommand({})).then((answer) => answer.Topics),
  };
  const entries = Object.entries(found).map(async ([kind, answer]) => [kind, (await answer) ?? []] as const);
  return Object.fromEntries(await Promise.all(entries));
};
