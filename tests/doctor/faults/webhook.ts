import { CreateRouteCommand, DeleteRouteCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Fault } from '../fault.ts';
import { STACK, type World } from '../world.ts';

const dropRoute = async ({ aws, physicalId }: World, RouteKey: string) => {
  const ApiId = await physicalId('HttpApi');
  const { Items = [] } = await aws.apis.send(new GetRoutesCommand({ ApiId }));
  const found = Items.find((route) => route.RouteKey === RouteKey);
  await aws.apis.send(new DeleteRouteCommand({ ApiId, RouteId: found?.RouteId }));
  return () => aws.apis.send(new CreateRouteCommand({ ApiId, RouteKey, Target: found?.Target }));
};

const HOUR_MS = 3_600_000;

export const WEBHOOK_FAULTS: readonly Fault[] = [
  {
    name: 'a route of the webhook is gone',
    plant: (world) => dropRoute(world, 'ANY /hooks/{source}/{token}'),
    finds: [
      {
        check: 'webhook',
        subject: /^A GET$/,
        what: /answered with 404; expected 405/,
        mend: /^curl -si http\S+\/hooks\/doctor\/\S+; aws logs tail .*-receive .*serverless deploy/,
      },
    ],
  },
  {
    name: 'anybody may post',
    plant: async ({ front, physicalId }) =>
      front.plant(
        `POST /_aws/execute-api/${await physicalId('HttpApi')}/$default/hooks/doctor/nobody-was-given-this-token`,
        { answer: { status: 200, type: 'application/json', body: '{}' } },
      ),
    finds: [
      {
        check: 'webhook',
        subject: /^A notification/,
        what: /answered with 200; expected 404/,
        mend: /^curl -si -X POST \S+ .*serverless deploy --force --stage prod/,
      },
    ],
  },
  {
    name: 'the deploy did not come to its end',
    plant: async ({ front }) =>
      front.plant('DescribeStacks', {
        rewrite: (body) => body.replace(/<StackStatus>[^<]*/, '<StackStatus>UPDATE_ROLLBACK_FAILED'),
      }),
    finds: [
      {
        check: 'stack',
        subject: /^flavours-error-webhook-prod$/,
        what: /UPDATE_ROLLBACK_FAILED/,
        mend: /continue-update-rollback --stack-name flavours-error-webhook-prod --region us-east-1$/,
      },
    ],
  },
  {
    name: "this machine's clock is wrong",
    plant: async ({ front }) => {
      front.clockOffsetS = -120;
      return async () => {
        front.clockOffsetS = 0;
      };
    },
    finds: [{ check: 'clock', subject: /machine/, what: /1(19|20|21) s ahead of AWS/, mend: /timedatectl/ }],
  },
  {
    name: 'the daily run does not come',
    plant: async ({ aws }) => {
      const put = (agoMs: number) =>
        aws.tables.send(
          new PutItemCommand({
            TableName: `${STACK}-control`,
            Item: {
              name: { S: 'doctor' },
              at: { S: new Date(Date.now() - agoMs).toISOString() },
              findings: { L: [] },
            },
          }),
        );
      await put(50 * HOUR_MS);
      return () => put(0);
    },
    finds: [
      {
        check: 'daily',
        subject: /^doctor$/,
        what: /50 hours ago/,
        mend: /lambda invoke --function-name flavours-error-webhook-prod-doctor /,
      },
    ],
  },
];
