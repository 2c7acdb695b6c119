import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { WeekName } from '../../domain/reports/week.ts';
import { conditionHeld } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/** Item `weekly-report` of the table `control`: the last week of which the report was sent, or before which there was no stack. */
const KEY = { name: 'weekly-report' };
const Reported = z.object({ week: WeekName });

/** The last week that is recorded, read consistently. An item of another form counts as none. */
export const readReportedWeek = async (store: Store): Promise<WeekName | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  return item && Reported.safeParse(unmarshall(item)).data?.week;
};

/**
 * Records a week, unless a later one is recorded: names of weeks sort by time, so no late copy of an earlier write takes it
 * back.
 */
export const markReported = async (store: Store, week: WeekName, now: Date): Promise<void> => {
  await conditionHeld(() =>
    store.client.send(
      new PutItemCommand({
        TableName: store.tables.control,
        Item: toItem({ ...KEY, week, at: now.toISOString() }),
        ConditionExpression: 'attribute_not_exists(#week) OR #week < :week',
        ExpressionAttributeNames: { '#week': 'week' },
        ExpressionAttributeValues: toItem({ ':week': week }),
      }),
    ),
  );
};
