import { join } from 'node:path';
import { ulid } from 'ulid';
import { oncallAtRuntime } from '../../../lib/adapters/config/oncall-file.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { Action } from '../../../lib/domain/incidents/action.ts';
import { OncallConfig } from '../../../lib/domain/oncall/config.ts';
import { subscriptionsOf } from '../../../lib/domain/oncall/subscriptions.ts';
import { withDue } from '../../../lib/use-cases/alerting/due-incident.ts';
import { sendDueAlerts } from '../../../lib/use-cases/alerting/send-due-alerts.ts';
import { groupNotifications } from '../../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../../lib/use-cases/incidents/perform-action.ts';
import type { RunContext } from '../../../lib/use-cases/runtime/run-context.ts';
import { sweep } from '../../../lib/use-cases/sweep/sweep.ts';
import { listen } from '../../../local/gateway/http-server.ts';
import { TOPIC_ARN } from '../../../local/lambda/environment.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { snsServer } from '../../../local/sns/server.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { temporaryFolder } from '../../temporary.ts';
import { snsClientOf } from '../client.ts';
import { keep, startWorld } from '../world.ts';

const MINUTE_MS = 60_000;
const STEP_MS = Number(process.env['NIGHT_STEP'] ?? 5) * MINUTE_MS;
const DISPATCH_MS = 30_000;

/** Something that happens in the night, at a minute of it. */
export type Event =
  | { at: string; posted: string; times?: number }
  | { at: string; actor: string; does: Record<string, unknown>; to: string };

/**
 * Plays a night in simulated time: the real flow, engine, SDK and SNS (of this machine); only the clock is ours. The
 * sweep runs every five
 * minutes, on which everything falls (NIGHT_STEP=1: each minute, with the same outcome), `dispatch` at each post. Answers with who was told what and when, a line each.
 */
export const playNight = async (
  settings: unknown,
  events: readonly Event[],
  [from, to]: readonly [from: string, to: string],
): Promise<string[]> => {
  const oncall = OncallConfig.parse(settings);
  const people = subscriptionsOf(oncall);
  const inbox = new Inbox(join(temporaryFolder('night'), 'inbox'));
  const topic = new Topic(TOPIC_ARN, people, inbox);
  let clock = 0;
  const sns = await listen(
    snsServer(
      topic,
      new Faults(),
      () => undefined,
      () => new Date(clock),
    ),
    0,
  );
  const client = snsClientOf(sns.url);
  const world = await startWorld();
  try {
    const run: RunContext = {
      ...world.run,
      now: () => new Date(clock),
      sleep: async (ms) => {
        clock += ms;
      },
      place: { stage: 'night', region: 'us-east-1' },
      topic: { client, arn: TOPIC_ARN },
      oncall: oncallAtRuntime(oncall),
      remainingMs: () => DISPATCH_MS,
    };
    const lines: string[] = [];
    let seen = 0;
    const note = (time: number): void => {
      const fresh = inbox.newest().reverse().slice(seen);
      seen += fresh.length;
      const shown = new Intl.DateTimeFormat('en-GB', {
        timeZone: oncall.timeZone,
        hour: '2-digit',
        minute: '2-digit',
      }).format(time);
      for (const { protocol, to, attributes, subject = '', body } of fresh) {
        const names = ['Menu', 'Orders', 'Loyalty'].filter((name) => `${subject} ${body}`.includes(name));
        lines.push([shown, nameOf(to), protocol, attributes['kind'], names.join(', ')].join(' | '));
      }
    };
    for (let minute = Date.parse(from); minute < Date.parse(to); minute += STEP_MS) {
      for (const event of events.filter(({ at }) => Date.parse(at) === minute)) {
        clock = Math.max(clock, minute);
        await play(event, world, run);
      }
      clock = Math.max(clock, minute + 1000);
      await sweep(run, 'sweep', MINUTE_MS);
      note(minute);
    }
    return lines;
  } finally {
    client.destroy();
    await sns.close();
    await world.stop();
  }
};

const play = async (
  event: Event,
  world: Awaited<ReturnType<typeof startWorld>>,
  run: RunContext,
): Promise<void> => {
  if ('posted' in event) {
    for (let posted = 0; posted < (event.times ?? 1); posted++) {
      const notification = await keep(world, {
        endpoint: event.posted,
        endpointKey: endpointKey(event.posted),
        id: ulid(run.now().getTime()),
        receivedAt: run.now().toISOString(),
      });
      const { incidents } = await groupNotifications(run, [notification]);
      await sendDueAlerts(run, 'dispatch', await withDue(run, incidents));
    }
    return;
  }
  await performAction(run, `${endpointKey(event.to)}-1`, Action.parse(event.does), event.actor);
};

/** "sara@…" and her phone are both Sara. */
const nameOf = (address: string): string =>
  address.startsWith('+')
    ? (PHONES[address] ?? address)
    : (address.split('@')[0]?.replace(/^./, (letter) => letter.toUpperCase()) ?? address);

export const PHONES: Record<string, string> = { '+966511111111': 'Sara', '+966522222222': 'Omar' };
