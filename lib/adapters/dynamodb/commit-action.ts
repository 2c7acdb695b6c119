import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { ActionChange } from '../../domain/incidents/apply-action.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import { allSucceeded } from './conditional-write.ts';
import { incidentWrite } from './incidents.ts';
import { type Store, toItem } from './store.ts';

/** Writes the outcome of an action, if nothing that it was based on has changed. Returns false if something has. */
export const commitAction = (
  store: Store,
  before: { incident: Incident; silence: Silence | undefined },
  { incident, silence, entry }: ActionChange,
): Promise<boolean> =>
  allSucceeded(store, [
    {
      Put: {
        TableName: store.tables.timeline,
        Item: toItem(entry),
        ConditionExpression: 'attribute_not_exists(incidentId)',
      },
    },
    ...(incident ? [incidentWrite(store.tables.incidents, before.incident, incident)] : []),
    ...(silence ? [silencePut(store.tables.endpoints, before.silence, silence)] : []),
  ]);

const silencePut = (table: string, before: Silence | undefined, after: Silence): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: toItem(after),
    // An item of another form was read as none, and is replaced.
    ...(before && {
      ConditionExpression: '#at = :at AND #until = :until AND attribute_not_exists(endedAt)',
      ExpressionAttributeNames: { '#at': 'at', '#until': 'until' },
      ExpressionAttributeValues: toItem({ ':at': before.at, ':until': before.until }),
    }),
    ...(before?.endedAt !== undefined && {
      ConditionExpression: '#at = :at AND #until = :until AND endedAt = :endedAt',
      ExpressionAttributeValues: toItem({
        ':at': before.at,
        ':until': before.until,
        ':endedAt': before.endedAt,
      }),
    }),
  },
});
