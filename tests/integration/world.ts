import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ulid } from 'ulid';
import { tableNames } from '../../lib/adapters/config/table-names.ts';
import { putNotifications } from '../../lib/adapters/dynamodb/put-notification.ts';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { Incident } from '../../lib/domain/incidents/incident.ts';
import type { Notification, ReadableNotification } from '../../lib/domain/intake/notification.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import { startEngine } from '../../local/dynamodb/engine.ts';
import { createTables } from '../../local/dynamodb/tables.ts';
import { readTemplate } from '../../local/template/template.ts';
import { temporaryFolder } from '../temporary.ts';
import { clientOf } from './client.ts';

const PREFIX = 'flavours-error-webhook-test';
const TABLES = readTemplate(join(__dirname, '../../serverless.yml')).tables;

/** What `run.log` was given, so that a test can see that a fault was logged. */
export type Logged = { level: 'info' | 'warn' | 'error'; message: string };

/** A real engine with the tables of serverless.yml, and what grouping needs over it. */
export const startWorld = async () => {
  const given = process.env['DYNAMODB_ENDPOINT'];
  const engine = given
    ? { endpoint: given, stop: () => Promise.resolve() }
    : await startEngine(join(temporaryFolder('world'), 'db'));
  const prefix = `${PREFIX}-${ulid().toLowerCase()}`;
  await createTables(engine.endpoint, TABLES, prefix);
  const client = clientOf(engine.endpoint);
  const store: Store = { client, tables: tableNames(prefix) };
  const logged: Logged[] = [];
  const line = (level: Logged['level']) => (message: string) => void logged.push({ level, message });
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const run: StoreContext = { store, log, now: () => new Date(), sleep: (ms) => sleep(ms) };
  return {
    store,
    run,
    logged,
    scan: async (table: keyof Store['tables']) => {
      const { Items = [] } = await client.send(
        new ScanCommand({ TableName: store.tables[table], ConsistentRead: true }),
      );
      return Items.map((item) => unmarshall(item));
    },
    incidents: async () => {
      const { Items = [] } = await client.send(
        new ScanCommand({ TableName: store.tables.incidents, ConsistentRead: true }),
      );
      return Items.map((item) => Incident.parse(unmarshall(item)));
    },
    stop: async () => {
      client.destroy();
      await engine.stop();
    },
  };
};
export type World = Awaited<ReturnType<typeof startWorld>>;

let counter = 0;

/** Keeps a notification as `receive` does. */
export const keep = async (
  world: World,
  fields: Partial<ReadableNotification> = {},
): Promise<Notification> => {
  const endpoint = fields.endpoint ?? 'https://api.shop.example/hooks/orders';
  const notification = {
    endpointKey: endpointKey(endpoint),
    id: ulid(),
    source: 'main',
    receivedAt: new Date().toISOString(),
    pending: counter++ % 4,
    endpoint,
    code: 503,
    ...fields,
  };
  await putNotifications(world.store.client, world.store.tables.notifications, [notification], 4000);
  return notification;
};

/** The incident of one more notification, which is opened unless the endpoint has an open one. */
export const opened = async (world: World, endpoint = freshEndpoint()): Promise<Incident> => {
  const { incidents } = await groupNotifications(world.run, [await keep(world, { endpoint })]);
  const [incident] = incidents;
  if (!incident) throw new Error('nothing was opened');
  return incident;
};

/** A person resolves an incident, as by the console or a link in a mail. */
export const resolveBy = async (
  run: StoreContext,
  { incidentId }: Pick<Incident, 'incidentId'>,
  actor: string,
): Promise<Incident> => {
  const { incident } = await performAction(run, incidentId, { kind: 'resolve' }, actor);
  if (!incident) throw new Error(`there is no incident ${incidentId}`);
  return incident;
};

/** A different endpoint each time, so that tests share one engine and stay apart. */
export const freshEndpoint = (): string => `https://api.shop.example/hooks/${ulid().toLowerCase()}`;
