import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { oncallAtRuntime } from '../../lib/adapters/oncall-file.ts';
import { probe } from '../../lib/adapters/probe/probe.ts';
import { check } from '../../lib/flow/check.ts';
import { deliver } from '../../lib/flow/deliver.ts';
import { fold } from '../../lib/flow/fold.ts';
import { probeOpened } from '../../lib/flow/probe-opened.ts';
import { sweep } from '../../lib/flow/sweep.ts';
import type { Work } from '../../lib/flow/work.ts';
import { MachineAlert } from '../../lib/messages/json.ts';
import { Oncall } from '../../lib/oncall.ts';
import { subscriptionsOf } from '../../lib/subscriptions.ts';
import { TOPIC_ARN } from '../../local/function-environment.ts';
import { listen } from '../../local/http-server.ts';
import { Inbox } from '../../local/inbox/inbox.ts';
import { labProbeOptions } from '../../local/lab/lab.ts';
import { Faults } from '../../local/sns/faults.ts';
import { snsServer } from '../../local/sns/server.ts';
import { Topic } from '../../local/sns/topic.ts';
import { keep, startWorld } from './world.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-23T08:00:00.000Z');

/** The flows on a real engine, a strict SNS and real probes, with time that only passes when it is told to. */
export const startSimulation = async (endpoints: object[] = []) => {
  const world = await startWorld();
  let nowMs = START;
  const now = (): Date => new Date(nowMs);
  const oncall = Oncall.parse({
    levels: [
      {
        subscribers: [
          { email: 'a@restaurant.test' },
          { sms: '+966500000000' },
          { sqs: 'arn:aws:sqs:us-east-1:000000000000:alerts' },
        ],
      },
    ],
    endpoints,
  });
  const inbox = new Inbox(join(mkdtempSync(join(tmpdir(), 'simulation-')), 'inbox'));
  const topic = new Topic(TOPIC_ARN, subscriptionsOf(oncall), inbox);
  const sns = await listen(
    snsServer(topic, new Faults(), () => undefined, now),
    0,
  );
  const client = new SNSClient({
    endpoint: sns.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const work: Work = {
    ...world.work,
    now,
    sleep: async (ms) => {
      nowMs += ms;
    },
    remainingMs: () => 50_000,
    place: { stage: 'test', region: 'us-east-1' },
    topic: { client, arn: TOPIC_ARN },
    oncall: oncallAtRuntime(oncall),
    eye: (url) => probe(url, { ...labProbeOptions(), now }),
  };
  let holders = 0;
  const told = (protocol: string) =>
    inbox
      .newest()
      .filter((one) => one.protocol === protocol)
      .reverse();
  return {
    world,
    work,
    now,
    emails: () => told('email'),
    smses: () => told('sms'),
    machine: () => told('sqs').map(({ body }) => MachineAlert.parse(JSON.parse(body))),
    warnings: (): unknown[] =>
      told('sqs')
        .filter(({ attributes }) => attributes['kind'] === 'warning')
        .map(({ body }): unknown => JSON.parse(body)),
    kinds: () => told('email').map(({ attributes }) => attributes['kind']),
    pass: (ms: number): void => {
      nowMs += ms;
    },
    /** What Flavours posts, and what the stream makes of it. */
    notified: async (endpoint: string, code = 503, message = ''): Promise<void> => {
      const kept = await keep(world, { endpoint, code, message, receivedAt: now().toISOString() });
      const { incidents } = await fold(work, [kept]);
      await probeOpened(work, incidents);
      await deliver(work, `dispatch-${holders++}`, incidents);
    },
    /** Minutes in which check and sweep run, as scheduled. */
    minutes: async (count: number): Promise<void> => {
      for (let minute = 0; minute < count; minute += 1) {
        nowMs += MINUTE_MS - (nowMs % MINUTE_MS);
        await check(work, `check-${holders++}`);
        await sweep(work, `sweep-${holders++}`, 0);
      }
    },
    check: () => check(work, `check-${holders++}`),
    stop: async () => {
      client.destroy();
      await sns.close();
      await world.stop();
    },
  };
};
export type Simulation = Awaited<ReturnType<typeof startSimulation>>;
