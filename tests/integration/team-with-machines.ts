import { join } from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { ulid } from 'ulid';
import { oncallAtRuntime } from '../../lib/adapters/config/oncall-file.ts';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../lib/domain/oncall/subscriptions.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import { TOPIC_ARN } from '../../local/lambda/environment.ts';
import { type Delivery, Inbox } from '../../local/sns/deliveries.ts';
import { Faults } from '../../local/sns/faults.ts';
import { snsServer } from '../../local/sns/server.ts';
import { Topic } from '../../local/sns/topic.ts';
import { temporaryFolder } from '../temporary.ts';
import { snsClientOf } from './client.ts';
import { keep, startWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T23:00:00.000Z'); // 02:00 in Riyadh

export const TEAM = {
  timeZone: 'Asia/Riyadh',
  levels: [
    {
      subscribers: [
        { email: 'sara@shop.example' },
        { sms: '+966511111111' },
        { sqs: 'arn:aws:sqs:us-east-1:123456789012:recovery' },
        { lambda: 'arn:aws:lambda:us-east-1:123456789012:function:recovery' },
        { https: 'https://pager.example/hook' },
      ],
    },
    { afterMinutes: 15, subscribers: [{ email: 'huda@shop.example' }] },
  ],
};
export const MACHINES = ['https', 'lambda', 'sqs'];

/** At two in the night: that team over a world, for each test anew at the same hour. */
export const teamWithMachines = () => {
  let world: World;
  let inbox: Inbox;
  let sns: Listening;
  let client: SNSClient;
  let clock: number;
  let oncall: OncallConfig;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    clock = START;
  });
  afterEach(async () => {
    client?.destroy();
    await sns?.close();
  });
  /** A team with its subscribers at an SNS of this machine, from now on. */
  const team = async (settings: object = {}): Promise<void> => {
    oncall = OncallConfig.parse({ ...TEAM, ...settings });
    inbox = new Inbox(join(temporaryFolder('team'), 'inbox'));
    const topic = new Topic(TOPIC_ARN, subscriptionsOf(oncall), inbox);
    sns = await listen(
      snsServer(
        topic,
        new Faults(),
        () => undefined,
        () => new Date(clock),
      ),
      0,
    );
    client = snsClientOf(sns.url);
  };

  const run = (over: Partial<RunContext> = {}): RunContext => ({
    ...world.run,
    now: () => new Date(clock),
    sleep: async (ms) => {
      clock += ms;
    },
    place: { stage: 'test', region: 'us-east-1' },
    topic: { client, arn: TOPIC_ARN },
    oncall: oncallAtRuntime(oncall),
    remainingMs: () => 50_000,
    ...over,
  });

  const minute = (after: number): void => {
    clock = Math.max(clock, START + after * MINUTE_MS);
  };
  const sweepAt = async (after: number, over: Partial<RunContext> = {}): Promise<void> => {
    minute(after);
    await sweep(run(over), `sweep-${after}`, 0);
  };

  /** Endpoints that fail now, each reported once; nobody is told yet. */
  const failing = async (count: number, path = ulid().toLowerCase()): Promise<string[]> => {
    const notifications = [];
    for (let index = 0; index < count; index++)
      notifications.push(
        await keep(world, {
          endpoint: `https://api.shop.example/${path}/orders/${index}`,
          id: ulid(clock),
          receivedAt: new Date(clock).toISOString(),
        }),
      );
    const { incidents } = await groupNotifications(run(), notifications);
    return incidents.map(({ incidentId }) => incidentId);
  };
  const alertAbout = async (ids: readonly string[]): Promise<void> =>
    sendDueAlerts(run(), 'dispatch', await withDue(run(), await those(ids)));
  const those = async (ids: readonly string[]) =>
    (await world.incidents()).filter(({ incidentId }) => ids.includes(incidentId));
  const act = async (ids: readonly string[], action: Parameters<typeof performAction>[2]): Promise<void> => {
    for (const id of ids) await performAction(run(), id, action, 'Omar');
  };
  const delivered = (): Delivery[] => inbox.newest().reverse();
  const protocols = (all: readonly Delivery[] = delivered()): string[] =>
    [...new Set(all.map(({ protocol }) => protocol))].sort();

  return {
    world: () => world,
    team,
    /** Other settings for the same subscribers, from now on. */
    change: (settings: object): void => {
      oncall = OncallConfig.parse({ ...oncall, ...settings });
    },
    minute,
    sweepAt,
    failing,
    alertAbout,
    those,
    act,
    delivered,
    protocols,
  };
};
