import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { ReportAttempt } from '../../domain/reports/send-time.ts';
import { WeekName } from '../../domain/reports/week.ts';
import { conditionHeld, succeeded } from './conditional-write.ts';
import { type Store, toItem } from './store.ts';

/**
 * Item `weekly-report` of the table `control`: the last week of which the report was sent, or before which there was no stack;
 * and the last attempt to send the one after it.
 */
const KEY = { name: 'weekly-report' };
const Reported = z
  .object({ week: WeekName, attempt: z.unknown().optional() })
  .transform(({ week, attempt }) => ({
    week,
    attempt: ReportAttempt.safeParse(attempt).data,
    storedAttempt: attempt, // as it is: one of another form counts as none, and is replaced by the next
  }));
export type Reported = z.infer<typeof Reported>;

/** The last week that is recorded, read consistently. An item of another form counts as none. */
export const readReportedWeek = async (store: Store): Promise<Reported | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  return item && Reported.safeParse(unmarshall(item)).data;
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

/**
 * Records an attempt before it is made, in place of the `last` one as it is stored. Returns false if another run is making it,
 * or has sent the report. If the answer to a first try was lost, this very attempt is there already.
 */
export const recordAttempt = (store: Store, attempt: ReportAttempt, last: unknown): Promise<boolean> => {
  const isLast = last === undefined ? 'attribute_not_exists(#attempt)' : '#attempt = :last';
  return succeeded(
    store,
    new UpdateItemCommand({
      TableName: store.tables.control,
      Key: toItem(KEY),
      UpdateExpression: 'SET #attempt = :attempt',
      ConditionExpression: `#week < :week AND (${isLast} OR #attempt = :attempt)`,
      ExpressionAttributeNames: { '#week': 'week', '#attempt': 'attempt' },
      ExpressionAttributeValues: toItem({ ':attempt': attempt, ':week': attempt.week, ':last': last }),
    }),
  );
};
