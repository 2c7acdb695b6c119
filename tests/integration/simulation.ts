import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import { oncallAtRuntime } from '../../lib/adapters/config/oncall-file.ts';
import { probe } from '../../lib/adapters/probe/probe.ts';
import type { Action } from '../../lib/domain/incidents/action.ts';
import type { ReadableNotification } from '../../lib/domain/intake/notification.ts';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../lib/domain/oncall/subscriptions.ts';
import { MachineAlert } from '../../lib/messages/formats/machine-json.ts';
import { withDue } from '../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import { announceHandover } from '../../lib/use-cases/oncall/announce-handover.ts';
import { probeOpened } from '../../lib/use-cases/probing/probe-new-incidents.ts';
import { runChecks } from '../../lib/use-cases/probing/run-checks.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { withCovers } from '../../lib/use-cases/runtime/with-covers.ts';
import { sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { labProbeOptions } from '../../local/broken-servers/catalog.ts';
import { listen } from '../../local/gateway/http-server.ts';
import { TOPIC_ARN } from '../../local/lambda/environment.ts';
import { Inbox } from '../../local/sns/deliveries.ts';
import { Faults } from '../../local/sns/faults.ts';
import { snsServer } from '../../local/sns/server.ts';
import { Topic } from '../../local/sns/topic.ts';
import { temporaryFolder } from '../temporary.ts';
import { snsClientOf } from './client.ts';
import { keep, startWorld } from './world.ts';

const MINUTE_MS = 60_000;
/** What answers is given as long as it takes, on however busy a machine. */
const PATIENT_MS = 60_000;
const START = Date.parse('2026-11-23T08:00:00.000Z');

/**
 * `isRealTime`: where two do something side by side. `dns`: a name server of the test's own. `team`: what `oncall.yml` says
 * beside the endpoints.
 */
type Choice = {
  isRealTime?: boolean;
  dns?: string | undefined;
  team?: object;
  probesAMinute?: number;
};

const FIXED = {
  levels: [
    {
      subscribers: [
        { email: 'a@restaurant.test' },
        { sms: '+966500000000' },
        { sqs: 'arn:aws:sqs:us-east-1:000000000000:alerts' },
      ],
    },
  ],
};

/** The flows on a real engine, a strict SNS and real probes, with time that only passes when it is told to. */
export const startSimulation = async (
  endpoints: object[] = [],
  { isRealTime = false, dns, team = FIXED, probesAMinute }: Choice = {},
) => {
  const world = await startWorld();
  let nowMs = START;
  const now = (): Date => (isRealTime ? new Date() : new Date(nowMs));
  const oncall = OncallConfig.parse({ ...team, endpoints });
  const inbox = new Inbox(join(temporaryFolder('simulation'), 'inbox'));
  const topic = new Topic(TOPIC_ARN, subscriptionsOf(oncall), inbox);
  const faults = new Faults();
  const sns = await listen(
    snsServer(topic, faults, () => undefined, now),
    0,
  );
  const client = snsClientOf(sns.url);
  const run: RunContext = {
    ...world.run,
    now,
    sleep: async (ms) => {
      if (isRealTime) return sleep(ms);
      nowMs += ms;
    },
    remainingMs: () => 50_000,
    place: { stage: 'test', region: 'us-east-1' },
    topic: { client, arn: TOPIC_ARN },
    oncall: oncallAtRuntime(oncall),
    prober: (url) =>
      probe(url, { ...labProbeOptions(dns === undefined ? {} : { dns }), now, budgetMs: PATIENT_MS }),
  };
  let holders = 0;
  const deliveredBy = (protocol: string) =>
    inbox
      .newest()
      .filter((one) => one.protocol === protocol)
      .reverse();
  /** Check and sweep, once a step. */
  const steps = async (count: number, stepMs: number): Promise<void> => {
    for (let step = 0; step < count; step += 1) {
      nowMs += stepMs - (nowMs % stepMs);
      await runChecks(await withCovers(run), `check-${holders++}`, probesAMinute);
      const sweeping = await withCovers(run);
      await sweep(sweeping, `sweep-${holders++}`, 0);
      await announceHandover(sweeping, `handover-${holders++}`);
    }
  };
  return {
    world,
    run,
    now,
    faults,
    /** Everything that was delivered, the oldest first. */
    delivered: () => inbox.newest().reverse(),
    incidents: async () => (await world.incidents()).toSorted((one, other) => one.number - other.number),
    /** What is known of the endpoints that are, or were, monitored. */
    monitors: async () => (await world.scan('endpoints')).filter(({ item }) => item === 'state'),
    emails: () => deliveredBy('email'),
    smses: () => deliveredBy('sms'),
    machine: () => deliveredBy('sqs').map(({ body }) => MachineAlert.parse(JSON.parse(body))),
    warnings: (): unknown[] =>
      deliveredBy('sqs')
        .filter(({ attributes }) => attributes['kind'] === 'warning')
        .map(({ body }): unknown => JSON.parse(body)),
    kinds: () => deliveredBy('email').map(({ attributes }) => attributes['kind']),
    pass: (ms: number): void => {
      nowMs += ms;
    },
    /** What Flavours posts, and what the stream makes of it. */
    notified: async (
      endpoint: string,
      code = 503,
      message = '',
      fields: Partial<ReadableNotification> = {},
    ): Promise<void> => {
      const kept = await keep(world, {
        endpoint,
        code,
        message,
        id: ulid(now().getTime()),
        receivedAt: now().toISOString(),
        ...fields,
      });
      const { incidents } = await groupNotifications(run, [kept]);
      const alerting = await withCovers(run);
      const due = await withDue(alerting, incidents);
      await probeOpened(alerting, due);
      await sendDueAlerts(alerting, `dispatch-${holders++}`, due);
    },
    /** Minutes in which check and sweep run, as scheduled. */
    minutes: (count: number) => steps(count, MINUTE_MS),
    /** Time in which check and sweep run once a step: for weeks that would take hours by the minute. */
    steps,
    /** What a person does, in the console or by the API. */
    performAction: (incidentId: string, action: Action, actor = 'Noura') =>
      performAction(run, incidentId, action, actor),
    check: () => runChecks(run, `check-${holders++}`, probesAMinute),
    stop: async () => {
      client.destroy();
      await sns.close();
      await world.stop();
    },
  };
};
export type Simulation = Awaited<ReturnType<typeof startSimulation>>;
