import { join } from 'node:path';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { toItem } from '../../../lib/adapters/dynamodb/store.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { putAll, TABLES } from '../../browser/world.ts';
import { temporaryFolder } from '../../temporary.ts';
import { startTestStack, storeOf } from '../stack.ts';
import { countingEngine } from './counting.ts';
import { type Console, consoleOf, manyOf, silenced } from './many-open.ts';
import { signedInCookie } from './signed-in.ts';

/** More than home counts at each request. */
export const OPEN = 1010;
export const many = manyOf(OPEN);
export const LOST = many.reduce((sum, { count }) => sum + count, 0);
/** What home lists first, and what it lists once that needs nobody. */
export const [first, second] = [many.slice(0, 12), many.slice(12, 24)];
/** Three that no page lists. */
export const [hidden, another, third] = [many.slice(500, 501), many.slice(700, 701), many.slice(800, 801)];

export const idsOf = (incidents: readonly Incident[]) => incidents.map(({ incidentId }) => incidentId);

/** A stack in which so many are open; what a test changes by these functions can be undone. */
const startManyOpen = async () => {
  const engine = await startEngine(join(temporaryFolder('many-open'), 'tables.sqlite'));
  const { url, asked, stop } = await countingEngine(engine.endpoint);
  const stack = await startTestStack({ stream: false, dynamodbEndpoint: url });
  const cookie = await signedInCookie(stack);
  const { client } = storeOf(stack);
  await putAll(client, 'incidents', many);
  let changed: Incident[] = [];
  const silence = (minutes: number, incidents: readonly Incident[]) =>
    putAll(client, 'endpoints', [
      ...new Map(incidents.map((one) => [one.endpointKey, silenced(one, minutes)])).values(),
    ]);
  const remove = async (incidents: readonly Incident[]) => {
    const keys = new Map(incidents.map((one) => [one.incidentId, one]));
    const requests = [...keys.values()].map(({ endpointKey, number }) => ({
      DeleteRequest: { Key: toItem({ endpointKey, number }) },
    }));
    for (let index = 0; index < requests.length; index += 25)
      await client.send(
        new BatchWriteItemCommand({
          RequestItems: { [TABLES.incidents]: requests.slice(index, index + 25) },
        }),
      );
  };
  /** Notes that these are about to be changed. */
  const changing = (...incidents: Incident[]): void => void changed.push(...incidents);
  return {
    /** A process of the console that has served no request. */
    process: () => consoleOf(stack, cookie),
    /** How often the engine was asked this, since it was asked that the last time. */
    askedFor: (text: string) => asked.splice(0).filter((one) => one === text).length,
    changing,
    put: async (...incidents: Incident[]) => {
      changing(...incidents);
      await putAll(client, 'incidents', incidents);
    },
    silence: async (...incidents: Incident[]) => {
      changing(...incidents);
      await silence(60, incidents);
    },
    remove: async (...incidents: Incident[]) => {
      changing(...incidents);
      await remove(incidents);
    },
    undo: async () => {
      const ids = new Set(idsOf(changed));
      const ours = new Set(idsOf(many));
      await putAll(
        client,
        'incidents',
        many.filter(({ incidentId }) => ids.has(incidentId)),
      );
      await remove(changed.filter(({ incidentId }) => !ours.has(incidentId)));
      await silence(-1, changed);
      changed = [];
    },
    stop: async () => {
      await stack.stop();
      stop();
      await engine.stop();
    },
  };
};
type ManyOpen = Awaited<ReturnType<typeof startManyOpen>>;

/** Such a stack for all tests of a file, and for each a process of the console that has served no request. */
export const inManyOpen = () => {
  let world: ManyOpen;
  let here: Console;
  beforeAll(async () => {
    world = await startManyOpen();
  });
  beforeEach(() => {
    here = world.process();
  });
  afterEach(() => world.undo());
  afterAll(() => world?.stop());
  return {
    world: () => world,
    here: () => here,
    /** The first request of that process, which counts; the next comes ten seconds later. */
    counted: async () => {
      const page = await here.home();
      world.askedFor('');
      here.wait(10_000);
      return page;
    },
  };
};
