import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { freshEndpoint, keep, startWorld, type World } from '../world.ts';
import { redrive, startRedrive } from './command.ts';
import { startQueues } from './queues.ts';

let world: World;
let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await queues?.stop();
  queues = await startQueues();
});
afterAll(() => queues?.stop());

const runBy = async (way: typeof redrive, parameters: string[]) => {
  const { endpoint } = world.store.client.config;
  const { hostname, port } = (await endpoint?.()) ?? {};
  const stage = world.store.tables.control.replace(/^flavours-error-webhook-|-control$/g, '');
  return way(['--stage', stage, ...parameters], {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
    AWS_ENDPOINT_URL_SQS: queues.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: queues.url,
  });
};
const run = (...parameters: string[]) => runBy(redrive, parameters);

/** The example of AWS's documentation, with the time at hand. */
const pointer = (): string =>
  JSON.stringify({
    requestContext: {
      requestId: '316aa6d0-8154-xmpl-9af7-85d5f4a6bc81',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:dispatch',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 6,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000001573689847184-864758bb',
      startSequenceNumber: '800000000003126276362',
      endSequenceNumber: '800000000003126276362',
      approximateArrivalOfFirstRecord: new Date().toISOString(),
      approximateArrivalOfLastRecord: new Date().toISOString(),
      batchSize: 1,
      streamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/x/stream/y',
    },
  });

test('the queue of what the stream gave up is emptied, message by message, and what is no pointer stays in it', async () => {
  const endpoint = freshEndpoint();
  for (let kept = 0; kept < 5; kept++) await keep(world, { endpoint });
  for (let sent = 0; sent < 12; sent++) queues.send('DispatchQueue', pointer());
  queues.send('DispatchQueue', 'a test message from the console');
  const first = await runBy(startRedrive, []);
  expect(first.stdout).toContain('5 notifications were still pending and are grouped now');
  expect(first.stdout).toContain('12 of 12 pointers are removed');
  expect(first.stdout).toContain('1 messages do not point into a stream');
  expect(first.code).toBe(1); // something is left to look at
  expect(queues.bodies('DispatchQueue')).toEqual(['a test message from the console']);
  const before = await world.incidents();
  for (let again = 0; again < 2; again++) await run();
  expect(await world.incidents()).toEqual(before);
  expect(before).toMatchObject([{ count: 5 }]);
});

test('alerts that could not be handed over are listed as often as asked, and removed only by --forget', async () => {
  const alert = JSON.stringify({
    Type: 'Notification',
    Timestamp: '2026-11-23T03:05:00.000Z',
    Subject: 'OPEN Orders webhook - api.shop.example (k3m9x2p4q7ra-1)',
    Message: 'long',
  });
  queues.send('SubscriptionsQueue', alert, { ErrorCode: '403', ErrorMessage: 'No quota left for account' });
  for (let again = 0; again < 2; again++) {
    const { stdout, code } = await run();
    expect(stdout).toContain(
      '2026-11-23T03:05:00.000Z OPEN Orders webhook - api.shop.example (k3m9x2p4q7ra-1) (403 No quota left for account)',
    );
    expect(code).toBe(1);
  }
  expect(await run('--forget')).toMatchObject({ code: 0 });
  expect(queues.bodies('SubscriptionsQueue')).toEqual([]);
  expect((await run()).stdout).toBe(
    'The stream gave up nothing.\nEvery alert that SNS accepted was handed over.\n',
  );
});
