import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { tableNames, tablePrefix } from '../../lib/adapters/config/table-names.ts';
import type { Item } from '../../lib/adapters/dynamodb/store.ts';
import { Monitor } from '../../lib/domain/probing/monitor.ts';
import { putAll } from '../../tests/browser/world.ts';
import { monitorItem } from '../monitor-item.ts';
import { localClient } from '../storm/ledger.ts';
import type { Dead } from './dead-endpoints.ts';

const HOUR_MS = 60 * 60_000;
const SOURCES = 8;
const TABLE = tableNames(tablePrefix('local')).endpoints;

/** Endpoints that answered an hour ago, of several sources, and are dead now. */
export const monitorAll = async (
  dynamodbEndpoint: string,
  count: number,
  kinds: readonly Dead[],
): Promise<void> => {
  const client = localClient(dynamodbEndpoint);
  const before = new Date(Date.now() - HOUR_MS).toISOString();
  const items = Array.from({ length: count }, (_, index) => {
    const endpoint = kinds[index % kinds.length]?.url(index) ?? '';
    return monitorItem(endpoint, { probedAt: before, lane: 'well', source: `merchant-${index % SOURCES}` });
  });
  await putAll(client, 'endpoints', items);
  client.destroy();
};

/** How many were probed since then, by what is stored of them. */
export const lookedAt = async (dynamodbEndpoint: string, from: Date): Promise<number> => {
  const client = localClient(dynamodbEndpoint);
  let looked = 0;
  let start: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: TABLE, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    for (const item of page.Items ?? []) {
      const { item: name, ...monitor } = z.looseObject({ item: z.string() }).parse(unmarshall(item));
      if (name !== 'state') continue;
      const last = Monitor.parse(monitor).history.at(-1);
      if (last && last.at >= from.toISOString()) looked += 1;
    }
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return looked;
};
