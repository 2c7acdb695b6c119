import {
  DisableRuleCommand,
  EnableRuleCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  DeleteFunctionConcurrencyCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Fault } from '../fault.ts';
import { STACK, type World } from '../world.ts';

const reserve = async ({ aws }: World, name: string, concurrent: number) => {
  const FunctionName = `${STACK}-${name}`;
  await aws.functions.send(
    new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: concurrent }),
  );
  return () => aws.functions.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
};

export const COMPUTE_FAULTS: readonly Fault[] = [
  {
    name: 'a role lost a right',
    plant: async ({ aws, physicalId }) => {
      const name = { RoleName: await physicalId('SweepRole'), PolicyName: 'sweep' };
      const { PolicyDocument = '' } = await aws.roles.send(new GetRolePolicyCommand(name));
      const before = decodeURIComponent(PolicyDocument);
      const put = (document: string) =>
        aws.roles.send(new PutRolePolicyCommand({ ...name, PolicyDocument: document }));
      await put(before.replace('"sns:Publish"', '"sns:GetTopicAttributes"'));
      return () => put(before);
    },
    finds: [
      {
        check: 'roles',
        subject: /SweepRole/,
        what: /sns:Publish on arn:aws:sns:\S+-alerts \(implicitDeny\)/,
        mend: /list-role-policies --role-name \S*SweepRole/,
      },
    ],
  },
  {
    name: 'the stream starts nothing',
    plant: async ({ aws, physicalId }) => {
      const UUID = await physicalId('DispatchEventSourceMappingDynamodbNotificationsTable');
      const set = (Enabled: boolean) =>
        aws.functions.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
      await set(false);
      return () => set(true);
    },
    finds: [
      {
        check: 'stream',
        subject: /^dispatch$/,
        what: /mapping is Disabled/,
        mend: /update-event-source-mapping --uuid [\w-]{30,} --enabled --region us-east-1$/,
      },
    ],
  },
  {
    name: 'the last batch of the stream failed',
    plant: async ({ front }) =>
      front.plant('GetEventSourceMapping', {
        rewrite: (body) =>
          body.replace(
            /"LastProcessingResult":\s*"[^"]*"/,
            '"LastProcessingResult": "PROBLEM: Function call failed"',
          ),
      }),
    finds: [
      {
        check: 'stream',
        subject: /last result/,
        what: /PROBLEM: Function call failed/,
        mend: /logs tail \/aws\/lambda\/flavours-error-webhook-prod-dispatch .*npm run redrive -- --stage prod --region us-east-1$/,
      },
    ],
  },
  {
    name: 'the stream is another one, as after a restore',
    plant: async ({ front }) =>
      front.plant('GetEventSourceMapping', {
        rewrite: (body) => body.replace(/(\/stream\/)[^"]+/, '$12020-01-01T00:00:00.000'),
      }),
    finds: [
      {
        check: 'stream',
        subject: /old stream$/,
        what: /reads a stream that ended: \S+2020-01-01\S+ That of now is arn:aws:dynamodb:/,
        mend: /^npx serverless deploy --force/,
      },
    ],
  },
  {
    name: 'a schedule is off',
    plant: async ({ aws, physicalId }) => {
      const Name = await physicalId('SweepEventsRuleSchedule1');
      await aws.rules.send(new DisableRuleCommand({ Name }));
      return () => aws.rules.send(new EnableRuleCommand({ Name }));
    },
    finds: [
      {
        check: 'schedules',
        subject: /Sweep/,
        what: /is DISABLED/,
        mend: /events enable-rule --name \S*Sweep/,
      },
    ],
  },
  {
    name: 'a schedule starts nothing',
    plant: async ({ aws, physicalId }) => {
      const Rule = await physicalId('CheckEventsRuleSchedule1');
      const { Targets = [] } = await aws.rules.send(new ListTargetsByRuleCommand({ Rule }));
      const Ids = Targets.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
      await aws.rules.send(new RemoveTargetsCommand({ Rule, Ids }));
      return () => aws.rules.send(new PutTargetsCommand({ Rule, Targets }));
    },
    finds: [
      { check: 'schedules', subject: /Check/, what: /starts nothing/, mend: /serverless deploy --force/ },
    ],
  },
  {
    name: 'a function is switched off',
    plant: (world) => reserve(world, 'receive', 0),
    finds: [
      {
        check: 'functions',
        subject: /-receive$/,
        what: /reserved concurrency is 0\. Each notification is lost/,
        mend: /delete-function-concurrency --function-name flavours-error-webhook-prod-receive /,
      },
      // Whoever asks from outside sees it too.
      ...[/^A GET$/, /^A notification/].map((subject) => ({
        check: 'webhook',
        subject,
        what: /is answered with (?:429|5\d\d)/,
        mend: /logs tail \S+-receive /,
      })),
    ],
  },
  {
    name: 'the account may run few functions at once',
    plant: (world) => reserve(world, 'console', 950),
    finds: [
      {
        check: 'quotas',
        subject: /concurrency/,
        what: /^Only \d{1,2} functions/,
        mend: /request-service-quota-increase .*L-B99A9384/,
      },
    ],
  },
  {
    name: 'a secret is about to be deleted',
    plant: async ({ aws, physicalId }) => {
      const SecretId = await physicalId('LinkSecretPrevious');
      await aws.secrets.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
      return () => aws.secrets.send(new RestoreSecretCommand({ SecretId }));
    },
    finds: [
      {
        check: 'secrets',
        subject: /^LinkSecretPrevious$/,
        what: /about to be deleted/,
        mend: /restore-secret --secret-id \S*LinkSecretPrevious\S* --region us-east-1$/,
      },
    ],
  },
  {
    name: 'a secret is more than a year old',
    plant: async ({ front }) =>
      front.plant('DescribeSecret', {
        rewrite: (body) =>
          /makes the webhook URLs/i.test(body)
            ? body.replace(
                /"LastChangedDate":\s*[^,]+/,
                `"LastChangedDate": ${Date.now() / 1000 - 400 * 86_400}`,
              )
            : body,
      }),
    finds: [
      { check: 'secrets', subject: /^WebhookSecret: age$/, what: /400 days old/, mend: /rotation\.md/ },
    ],
  },
  {
    name: 'a secret was changed, and nothing deployed',
    plant: async ({ aws, front, physicalId }) => {
      const SecretId = await physicalId('LinkSecret');
      const { SecretString } = await aws.secrets.send(new GetSecretValueCommand({ SecretId }));
      const before = await aws.secrets.send(new DescribeSecretCommand({ SecretId }));
      await aws.secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
      const changedAt = (before.LastChangedDate?.getTime() ?? 0) / 1000;
      // The value is the same again; only the date cannot be taken back.
      return async () =>
        front.always('DescribeSecret', {
          rewrite: (body) =>
            /signs the links/i.test(body)
              ? body.replace(/"LastChangedDate":\s*[^,]+/, `"LastChangedDate": ${changedAt}`)
              : body,
        });
    },
    finds: [
      {
        check: 'secrets',
        subject: /^LinkSecret$/,
        what: /changed after the functions were given it/,
        mend: /serverless deploy --param=rotated=\S+ --stage prod/,
      },
    ],
  },
];
