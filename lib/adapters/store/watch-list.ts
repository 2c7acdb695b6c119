import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { KeptLook } from '../../availability.ts';
import { readItems, type Store, toItem } from './store.ts';

/** As much of the item `state` of an endpoint as pages show. */
export const WatchedEndpoint = z.object({
  endpointKey: z.string().min(1),
  endpoint: z.string(),
  watch: z.string().optional().catch(undefined),
  history: z.array(z.unknown()).catch([]).default([]).transform(looksIn),
  certificateEndsAt: z.iso.datetime().optional().catch(undefined),
});
export type WatchedEndpoint = z.infer<typeof WatchedEndpoint>;

/** A look of another form hides itself alone. */
function looksIn(history: unknown[]): KeptLook[] {
  return history.flatMap((look) => KeptLook.safeParse(look).data ?? []);
}

const WATCH = 'on';
const Key = z.object({ endpointKey: z.string() });

/** The states of endpoints as they are now; those that are not watched, or do not fit, are left out. */
export const readEndpoints = async (store: Store, keys: readonly string[]): Promise<WatchedEndpoint[]> => {
  const items = await readItems(
    store,
    store.tables.endpoints,
    keys.map((endpointKey) => toItem({ endpointKey, item: 'state' })),
  );
  return items.flatMap((item) => WatchedEndpoint.safeParse(unmarshall(item)).data ?? []);
};

/** Everything that is watched, up to `limit`. One query, and a read of the states. */
export const listWatched = async (store: Store, limit: number): Promise<WatchedEndpoint[]> => {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tables.endpoints,
      IndexName: 'watch',
      KeyConditionExpression: '#watch = :on',
      ExpressionAttributeNames: { '#watch': 'watch' },
      ExpressionAttributeValues: { ':on': { S: WATCH } },
      Limit: limit,
    }),
  );
  const keys = (answer.Items ?? []).flatMap((item) => Key.safeParse(unmarshall(item)).data ?? []);
  return readEndpoints(
    store,
    keys.map(({ endpointKey }) => endpointKey),
  );
};
