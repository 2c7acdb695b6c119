import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { ulid } from 'ulid';
import { floodKey, isFloodKey } from '../../lib/domain/incidents/flood.ts';
import type { Notification } from '../../lib/domain/intake/notification.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { alertingRun } from './alerting-run.ts';
import { intercepted } from './intercepted.ts';
import { pickySns } from './picky-sns.ts';
import { keep, startWorld, type World } from './world.ts';

/** How many incidents a source may have open. */
export const CAP = 5;
export const NAMED = 'https://shop.example/hooks/orders';
const BEGINNING = 'https://branches.example/hooks';

/** A source of its own for each test, which soon has as many open incidents as it may have, over one world. */
export const cappedSource = () => {
  let world: World;
  let sns: Awaited<ReturnType<typeof pickySns>>;
  let source: string;
  const calls: string[] = [];

  beforeAll(async () => {
    world = await startWorld();
    sns = await pickySns(() => false);
  });
  afterAll(async () => {
    await sns?.stop();
    await world?.stop();
  });
  beforeEach(() => {
    source = `s${ulid().toLowerCase()}`;
    sns.accepted.splice(0);
    calls.splice(0);
  });

  const run = (over: Partial<RunContext> = {}): RunContext =>
    alertingRun(world, sns.client, {
      store: { ...world.store, client: counting(world.store.client) },
      oncall: RuntimeOncallConfig.parse({
        maxOpenIncidentsPerSource: CAP,
        endpoints: [{ url: NAMED, severity: 'critical' }, { url: BEGINNING }],
      }),
      ...over,
    });

  /** The real client, with a list of what it was asked for. */
  const counting = (client: World['store']['client']): World['store']['client'] =>
    intercepted(client, (command, next) => {
      calls.push(command.constructor.name);
      return next();
    });

  /** The real client; what writes the flood's incident waits until `task` is done. */
  const beforeFlood = (task: () => Promise<void>): World['store']['client'] => {
    let isFirst = true;
    return intercepted(world.store.client, async (command, next) => {
      const isFlood =
        command instanceof TransactWriteItemsCommand &&
        JSON.stringify(command.input).includes(floodKey(source));
      if (isFlood && isFirst) {
        isFirst = false;
        await task();
      }
      return next();
    });
  };

  /** Keeps notifications of so many endpoints that nobody named. */
  const kept = (many: number, host = 'made-up.example', from = source): Promise<Notification[]> =>
    Promise.all(
      Array.from({ length: many }, (_, index) =>
        keep(world, { endpoint: `https://${host}/${source}/menu/${index}`, source: from }),
      ),
    );
  const keptOf = (endpoint: string, from = source) => keep(world, { endpoint, source: from });
  const ofSource = async () => (await world.incidents()).filter(({ source: of }) => of === source);
  const floods = async () => (await ofSource()).filter(({ endpointKey: key }) => isFloodKey(key));
  const own = async () => (await ofSource()).filter(({ endpointKey: key }) => !isFloodKey(key));

  return {
    run,
    beforeFlood,
    kept,
    keptOf,
    ofSource,
    floods,
    own,
    /** What DynamoDB was asked for since the test began, by name. */
    calls,
    world: () => world,
    source: () => source,
    published: () => sns.accepted,
  };
};
