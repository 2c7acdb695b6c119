import { createServer } from 'node:http';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { readSubscribed } from '../../../lib/adapters/sns/subscribed.ts';
import type { SnsFigures } from '../../../lib/domain/watching/delivery.ts';
import {
  endTestAlert,
  testAlertKey,
  testAlertProgress,
} from '../../../lib/use-cases/incidents/test-alert.ts';
import { type Followed, followDelivery } from '../../../lib/use-cases/watching/follow-delivery.ts';
import { TOPIC_ARN } from '../../../local/lambda/environment.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { signedInCookie } from '../console/signed-in.ts';
import { post, until } from '../flavours.ts';
import { contextOf, startTestStack } from '../stack.ts';

/*
 * SNS's figures are those of a stand-in that speaks CloudWatch's GetMetricData under the documented names: no emulator sends
 * SNS's own. Topic, subscriptions and messages are those of the local SNS.
 */
type Query = { Id: string; Expression?: string | undefined; MetricStat?: unknown };
const Asked = z.object({
  MetricDataQueries: z.array(
    z.object({ Id: z.string(), Expression: z.string().optional(), MetricStat: z.unknown().optional() }),
  ),
  StartTime: z.number(),
});
let figures: Partial<SnsFigures>[] = [];
let isDown = false;
const asked: z.infer<typeof Asked>[] = [];
const targets = new Set<string>();
const cloudwatch = createServer(async (request, response) => {
  if (isDown) {
    response.writeHead(400).end('{"__type":"AccessDenied"}');
    return;
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  asked.push(Asked.parse(JSON.parse(body)));
  targets.add(String(request.headers['x-amz-target']));
  const [now = {}] = figures.length > 1 ? figures.splice(0, 1) : figures;
  const values = new Map<string, unknown>(Object.entries(now));
  const results = asked.at(-1)?.MetricDataQueries.map(({ Id }: Query) => ({
    Id,
    Values: values.has(Id) ? [0, values.get(Id)] : [], // two minutes
  }));
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(JSON.stringify({ MetricDataResults: results }));
});

let stack: Stack;
let metrics: CloudWatchClient;
let sns: SNSClient;
beforeAll(async () => {
  await new Promise<void>((resolve) => cloudwatch.listen(0, '127.0.0.1', resolve));
  const address = cloudwatch.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  process.env['SNS_FIGURES'] = 'on';
  process.env['AWS_ENDPOINT_URL_CLOUDWATCH'] = `http://127.0.0.1:${address.port}`;
  stack = await startTestStack();
  metrics = new CloudWatchClient({ endpoint: `http://127.0.0.1:${address.port}` });
  sns = new SNSClient({ endpoint: process.env['AWS_ENDPOINT_URL_SNS'] ?? '' });
});
afterAll(async () => {
  await stack?.stop();
  cloudwatch.close();
  cloudwatch.closeAllConnections();
  metrics.destroy();
});

/** Sends a test alert, and follows it by figures that come one after the other. */
const followed = async (come: Partial<SnsFigures>[]): Promise<Followed & { looks: number; id: string }> => {
  const run = contextOf(stack);
  await endTestAlert(run, 'a test');
  const from = new Date();
  const answer = await post(stack.webhookUrlOf('test-alert'), {
    code: 0,
    endpoint: 'https://test-alert.invalid/',
    message: 'A test alert: nothing is broken.',
  });
  const key = testAlertKey(z.object({ id: z.ulid() }).parse(await answer.json()).id);
  await until('it is sent', async () => ((await testAlertProgress(run, key))?.recipients.length ?? 0) > 0);
  const progress = await testAlertProgress(run, key);
  run.store.client.destroy();
  figures = come;
  asked.splice(0);
  const context = {
    topicArn: TOPIC_ARN,
    metrics,
    now: () => new Date(),
    lookAgain: async () => asked.length < 5,
  };
  const subscribed = await readSubscribed({ client: sns, arn: TOPIC_ARN });
  const result = await followDelivery(context, { subscribed, recipients: progress?.recipients ?? [], from });
  return { ...result, looks: asked.length, id: key.id };
};
const verdictsOf = ({ channels }: Followed) =>
  channels.map(({ protocol, verdict, expected }) => `${protocol} ${verdict} ${expected}`);

beforeEach(() => {
  targets.clear();
});

test('waits until SNS has said of each subscription what became of it, under the names that it documents', async () => {
  const all = await followed([
    {},
    { published: 1, delivered: 1 },
    { published: 1, delivered: 2, filteredOut: 1 },
  ]);
  expect([all.looks, verdictsOf(all)]).toEqual([
    3,
    ['email delivered 1', 'sms delivered 1', 'lambda nobody 0'],
  ]);
  expect([...targets]).toEqual(['GraniteServiceVersion20100801.GetMetricData']);
  const [{ MetricDataQueries: queries, StartTime } = { MetricDataQueries: [], StartTime: 0 }] = asked;
  expect(StartTime % 60).toBe(0);
  expect(queries.find(({ Id }) => Id === 'withoutAttributes')?.MetricStat).toEqual({
    Metric: {
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsFilteredOut-NoMessageAttributes',
      Dimensions: [{ Name: 'TopicName', Value: TOPIC_ARN.split(':').at(-1) }],
    },
    Period: 60,
    Stat: 'Sum',
  });
  expect(queries.find(({ Id }) => Id === 'smsReported')?.Expression).toContain('{AWS/SNS,Country,SMSType}');
});

test('says filtered where SNS ignores the attributes of JSON messages', async () => {
  const none = await followed([{ published: 1, delivered: 0, filteredOut: 3, withoutAttributes: 3 }]);
  expect(verdictsOf(none)).toEqual(['email filtered 1', 'sms filtered 1', 'lambda nobody 0']);
});

test('says which failed where the carrier tells, and gives up waiting for what does not come', async () => {
  const one = await followed([{ published: 1, delivered: 1, failed: 1, smsReported: 1, smsDelivered: 0 }]);
  expect(verdictsOf(one).slice(0, 2)).toEqual(['email delivered 1', 'sms failed 1']);
  const late = await followed([{}]);
  expect([late.looks, verdictsOf(late).slice(0, 2)]).toEqual([5, ['email unknown 1', 'sms unknown 1']]);
});

test('the console says the same each time that somebody looks, and nothing where the figures cannot be read', async () => {
  const { id } = await followed([{ published: 1, delivered: 1, failed: 1, smsReported: 1 }]);
  const headers = { cookie: await signedInCookie(stack) };
  const page = async (): Promise<string> => {
    const answer = await fetch(`${stack.url}/console/test-alert/${id}`, { headers });
    return (await answer.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/ +/g, ' ');
  };
  const text = await page();
  expect(text).toContain('email delivered : SNS handed over 1 of 1');
  expect(text).toContain('sms failed : SNS could not hand over 1 of 1');
  expect(text).toContain('lambda nobody');
  figures = [];
  expect(await page()).toContain('sms unknown : SNS has no figures yet');
  isDown = true;
  const without = await page();
  isDown = false;
  expect(without).toContain('The test alert is out');
  expect(without).not.toContain('What SNS says');
});
