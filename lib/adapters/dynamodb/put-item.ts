import type { Notification } from '../../domain/intake/notification.ts';
import type { FieldProblem } from '../../domain/intake/problem-details.ts';
import type { Item } from './store.ts';

type Value = string | number | readonly FieldProblem[] | undefined;

/**
 * A notification in DynamoDB's wire format, as `marshall` of @aws-sdk/util-dynamodb writes it. That one asks of each value whether
 * it is one of fifteen kinds, of which a notification has three, and takes as long as to parse the body.
 */
export const notificationItem = (notification: Notification): Item => {
  const item: Item = {};
  const values: [string, Value][] = Object.entries(notification);
  for (const [name, value] of values) if (value !== undefined) item[name] = attributeOf(value);
  return item;
};

const attributeOf = (value: Exclude<Value, undefined>): Item[string] =>
  typeof value === 'string'
    ? { S: value }
    : typeof value === 'number'
      ? { N: String(value) }
      : {
          L: value.map(({ pointer, detail }) => ({ M: { pointer: { S: pointer }, detail: { S: detail } } })),
        };
