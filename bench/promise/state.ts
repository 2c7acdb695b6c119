import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Alert } from '../../lib/alert.ts';
import { Incident } from '../../lib/incident.ts';
import { Notification } from '../../lib/notification.ts';
import { callDynamodb } from '../../local/dynamodb-api.ts';
import type { SubscriptionState } from '../../local/sns/topic.ts';
import type { Rates } from './faults.ts';
import type { Seen } from './ledger.ts';
import type { History } from './play.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

/** All that a check may look at: the tables as they are, and what was seen on the way. */
export type Evidence = {
  notifications: Notification[];
  incidents: Incident[];
  alerts: Alert[];
  subscriptions: readonly SubscriptionState[];
  ledger: Seen;
  history: History;
  weather: Weather;
  rates: Rates;
};

const Item = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
);
const Page = z.object({ Items: z.array(Item), LastEvaluatedKey: Item.optional() });

const scan = async <Schema extends z.ZodType>(
  { tables: { endpoint, prefix } }: World,
  table: string,
  schema: Schema,
): Promise<z.infer<Schema>[]> => {
  const items: z.infer<Schema>[] = [];
  let start: z.infer<typeof Item> | undefined;
  do {
    const input = {
      TableName: `${prefix}-${table}`,
      ConsistentRead: true,
      ...(start && { ExclusiveStartKey: start }),
    };
    const page = await callDynamodb(endpoint, 'DynamoDB_20120810.Scan', input, Page);
    items.push(...page.Items.map((item) => schema.parse(unmarshall(item))));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
};

/** Reads what a world has come to. */
export const evidenceOf = async (world: World, history: History): Promise<Evidence> => ({
  notifications: await scan(world, 'notifications', Notification),
  incidents: await scan(world, 'incidents', Incident),
  alerts: await scan(world, 'alerts', Alert),
  subscriptions: world.topic.subscriptions,
  ledger: world.ledger,
  history,
  weather: world.weather,
  rates: world.faults.rates,
});
