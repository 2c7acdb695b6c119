import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { Incident } from '../../lib/domain/incidents/incident.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import { TABLE_PREFIX } from '../../local/lambda/environment.ts';
import { type Stack, type StackOptions, startStack } from '../../local/stack/stack.ts';
import { temporaryFolder } from '../temporary.ts';
import { clientOf } from './client.ts';

const ROOT = join(__dirname, '../..');

/** The whole product on this machine, as `npm start` has it, on a port and in a folder of its own. */
export const startTestStack = (options: Partial<StackOptions> = {}): Promise<Stack> => {
  process.env['LOG_LEVEL'] = 'SILENT';
  process.env['METRICS'] = 'off';
  return startStack({
    port: 0,
    dataDir: temporaryFolder('flow'),
    dynamodbEndpoint: process.env['DYNAMODB_ENDPOINT'],
    stream: true,
    sweepS: 3600, // a test says itself when the sweep runs
    oncallFile: join(ROOT, 'oncall.yml'),
    environment: {},
    log: () => undefined,
    ...options,
  });
};

/** An `oncall.yml` in a folder of its own. */
export const oncallFileOf = (text: string): string => {
  const file = join(temporaryFolder('oncall'), 'oncall.yml');
  writeFileSync(file, text);
  return file;
};

/** The project's `oncall.yml` with more lines at its end. */
export const oncallFileWith = (lines: string): string =>
  oncallFileOf(`${readFileSync(join(ROOT, 'oncall.yml'), 'utf8')}\n${lines}\n`);

const stores = new WeakMap<Stack, Store>();

/** The tables of a running stack, as a command on this machine reaches them: by one client, since making one costs more than a call. */
export const storeOf = (stack: Stack): Store => {
  const store = stores.get(stack) ?? {
    client: clientOf(stack.dynamodbEndpoint),
    tables: tableNames(TABLE_PREFIX),
  };
  stores.set(stack, store);
  return store;
};

const quiet = (): void => undefined;

/** What a use case needs to act on a running stack. It logs nothing, and its waits take no time. */
export const contextOf = (stack: Stack): StoreContext => ({
  store: storeOf(stack),
  log: { info: quiet, warn: quiet, error: quiet },
  now: () => new Date(),
  sleep: async () => undefined,
});

/** All items of a table of the running stack. */
export const scan = async (stack: Stack, table: 'notifications' | 'incidents' | 'timeline' | 'control') => {
  const { client, tables } = storeOf(stack);
  const items = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: tables[table],
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
};

export const incidents = async (stack: Stack): Promise<Incident[]> =>
  (await scan(stack, 'incidents')).map((item) => Incident.parse(item));

export const incidentOf = async (stack: Stack, id: string): Promise<Incident | undefined> =>
  (await incidents(stack)).find(({ incidentId }) => incidentId === id);

/** The largest number of publishes within any second, sliding. */
export const mostPublishesInASecond = (stack: Stack): number => {
  const times = stack.sns.publishes.map(({ at }) => at);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
};

export const emails = (stack: Stack) => stack.sns.deliveries().filter(({ protocol }) => protocol === 'email');
export const smses = (stack: Stack) => stack.sns.deliveries().filter(({ protocol }) => protocol === 'sms');
