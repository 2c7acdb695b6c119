import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError } from '../support/errors.ts';
import type { TableProperties } from '../template/template.ts';
import { callDynamodb, DynamodbError } from './api.ts';

const Key = z.object({ AttributeName: z.string(), KeyType: z.string() });
const Described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: z.array(Key),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema: z.array(Key) })).default([]),
    LatestStreamArn: z.string().optional(),
  }),
});
type Described = z.infer<typeof Described>;

const READY_LIMIT_MS = 10_000;

/** `${self:…}-notifications` → `notifications`: what stands after the last hyphen is the table's own name. */
const ownName = (tableName: string): string => {
  const name = /-([a-z]+)$/.exec(tableName)?.[1];
  if (!name)
    throw new StartError(
      `serverless.yml: TableName ${tableName} does not end in a hyphen and the table's name`,
    );
  return name;
};

/** Creates the template's tables that do not exist. Returns the stream of each table that has one. */
export const createTables = async (
  endpoint: string,
  tables: readonly TableProperties[],
  prefix: string,
): Promise<Record<string, string>> => {
  const streams = await Promise.all(
    tables.map(async (table) => {
      const name = ownName(table.TableName);
      const arn = await createTable(endpoint, { ...table, TableName: `${prefix}-${name}` });
      return arn ? [[name, arn] as const] : [];
    }),
  );
  return Object.fromEntries(streams.flat());
};

const createTable = async (endpoint: string, table: TableProperties): Promise<string | undefined> => {
  const present = await describe(endpoint, table.TableName);
  if (present) return sameAs(table, present);
  await callDynamodb(
    endpoint,
    'DynamoDB_20120810.CreateTable',
    {
      ...table,
      BillingMode: 'PAY_PER_REQUEST',
      ...(table.StreamSpecification && {
        StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
      }),
    },
    z.unknown(),
  );
  for (const startedAt = Date.now(); Date.now() - startedAt < READY_LIMIT_MS; await sleep(10)) {
    const created = await describe(endpoint, table.TableName);
    if (created?.TableStatus === 'ACTIVE') return created.LatestStreamArn;
  }
  throw new StartError(
    `${endpoint} did not make table ${table.TableName} ready in ${READY_LIMIT_MS / 1000} s`,
  );
};

const describe = async (endpoint: string, tableName: string): Promise<Described['Table'] | undefined> => {
  try {
    const input = { TableName: tableName };
    return (await callDynamodb(endpoint, 'DynamoDB_20120810.DescribeTable', input, Described)).Table;
  } catch (error) {
    if (error instanceof DynamodbError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

type Keys = Pick<Described['Table'], 'KeySchema'> & {
  GlobalSecondaryIndexes?: Described['Table']['GlobalSecondaryIndexes'] | undefined;
};

const keysOf = ({ KeySchema, GlobalSecondaryIndexes = [] }: Keys): string =>
  JSON.stringify([
    KeySchema,
    GlobalSecondaryIndexes.map(({ IndexName, KeySchema }) => ({ IndexName, KeySchema })).sort((one, other) =>
      one.IndexName.localeCompare(other.IndexName),
    ),
  ]);

/** A table of an earlier version would fail queries much later; better to say so at the start. */
const sameAs = (table: TableProperties, present: Described['Table']): string | undefined => {
  if (
    keysOf(
      z
        .object({
          KeySchema: z.array(Key),
          GlobalSecondaryIndexes: Described.shape.Table.shape.GlobalSecondaryIndexes,
        })
        .parse(table),
    ) === keysOf(present)
  ) {
    return present.LatestStreamArn;
  }
  throw new StartError(
    `Table ${table.TableName} has other keys than serverless.yml says: it is from an earlier version. Remove DATA_DIR to begin afresh.`,
  );
};
