import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { IncidentSet } from '../../domain/incidents/incident-set.ts';
import { expiresAt } from '../../domain/incidents/retention.ts';
import { type Store, toItem } from './store.ts';

const nameOf = (setId: string) => ({ name: `set#${setId}` });

/** Keeps a set under a new name, for as long as a link to it works. */
export const putIncidentSet = async (
  store: Store,
  setId: string,
  {
    incidentIds,
    total,
    at,
    until,
  }: { incidentIds: readonly string[]; total?: number | undefined; at: Date; until: Date },
): Promise<void> => {
  const set: IncidentSet = {
    incidentIds: [...incidentIds],
    ...(total !== undefined && total > incidentIds.length && { total }),
    at: at.toISOString(),
    expiresAt: expiresAt(until),
  };
  await store.client.send(
    new PutItemCommand({ TableName: store.tables.control, Item: toItem({ ...nameOf(setId), ...set }) }),
  );
};

/** A set; nothing once it has expired, or where the item has another form. */
export const readIncidentSet = async (store: Store, setId: string): Promise<IncidentSet | undefined> => {
  const answer = await store.client.send(
    new GetItemCommand({
      TableName: store.tables.control,
      Key: toItem(nameOf(setId)),
      ConsistentRead: true,
    }),
  );
  return answer.Item && IncidentSet.safeParse(unmarshall(answer.Item)).data;
};
