import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Incident } from '../../../lib/domain/incidents/incident.ts';
import type { SentAlert } from '../../../lib/domain/incidents/sent-alert.ts';
import { Silence } from '../../../lib/domain/incidents/silence.ts';
import {
  type ActionLogEntry,
  isRecordedAction,
  TimelineEntry,
} from '../../../lib/domain/incidents/timeline.ts';
import { Notification } from '../../../lib/domain/intake/notification.ts';
import { Day } from '../../../lib/domain/probing/daily-stats.ts';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import type { SubscriptionState } from '../../../local/sns/topic.ts';
import type { Seen } from '../world/evidence.ts';
import type { Weather } from '../world/fault-schedule.ts';
import type { Rates } from '../world/faults.ts';
import type { Team } from '../world/team.ts';
import type { World } from '../world/world.ts';
import type { History } from './scenario.ts';

/** Everything that a check may use: the tables as they are, and what was observed on the way. */
export type Evidence = {
  notifications: Notification[];
  incidents: Incident[];
  alerts: SentAlert[];
  /** What people did, in order. */
  actions: ActionLogEntry[];
  /** As they are at the end, by endpoint. */
  silences: ReadonlyMap<string, Silence>;
  days: (Day & { endpointKey: string })[];
  subscriptions: readonly SubscriptionState[];
  /** Notifications that neither the index nor the stream showed for long. */
  hidden: ReadonlySet<string>;
  ledger: Seen;
  history: History;
  team: Team | undefined;
  weather: Weather;
  rates: Rates;
};

const Item = z.custom<Parameters<typeof unmarshall>[0]>(
  (value) => typeof value === 'object' && value !== null,
);
const Page = z.object({ Items: z.array(Item), LastEvaluatedKey: Item.optional() });

/** An item of the table `endpoints`: a silence, or what does not matter here. */
const EndpointItem = z.union([Silence, z.object({ item: z.string() }).transform(() => ({}))]);

const Keyed = z.looseObject({ endpointKey: z.string() });
/** A day of an endpoint; nothing for what else stands in its table. */
const DayItem = Keyed.transform((item) => {
  const day = Day.safeParse(item).data;
  return day && { ...day, endpointKey: item.endpointKey };
});

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

/** Reads the final state of a world. */
export const evidenceOf = async (world: World, history: History): Promise<Evidence> => {
  const timeline = await scan(world, 'timeline', TimelineEntry);
  return {
    notifications: await scan(world, 'notifications', Notification),
    incidents: await scan(world, 'incidents', Incident),
    alerts: timeline.flatMap((entry) => (isRecordedAction(entry) ? [] : [entry])),
    actions: timeline.filter(isRecordedAction).sort((one, other) => (one.at < other.at ? -1 : 1)),
    silences: new Map(
      (await scan(world, 'endpoints', EndpointItem))
        .filter((item) => 'until' in item)
        .map((silence) => [silence.endpointKey, silence]),
    ),
    days: (await scan(world, 'endpoints', DayItem)).flatMap((day) => day ?? []),
    subscriptions: world.topic.subscriptions,
    hidden: world.late.ids,
    ledger: world.ledger,
    history,
    team: world.team,
    weather: world.weather,
    rates: world.faults.rates,
  };
};
