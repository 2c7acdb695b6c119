import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { LiveTable } from '../../domain/doctor/table-findings.ts';
import { type DoctorClients, unlessMissing } from './doctor-clients.ts';

const KeySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.string() }))
  .transform((keys) => keys.map((key) => `${key.AttributeName} ${key.KeyType}`).join(', '));
const Table = z.object({
  Table: z.object({
    KeySchema,
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), IndexStatus: z.string().default('ACTIVE'), KeySchema }))
      .default([]),
    StreamSpecification: z
      .object({ StreamEnabled: z.boolean(), StreamViewType: z.string().optional() })
      .optional(),
    DeletionProtectionEnabled: z.boolean().default(false),
    LatestStreamArn: z.string().optional(),
  }),
});
const TimeToLive = z.object({
  TimeToLiveDescription: z
    .object({ TimeToLiveStatus: z.string().optional(), AttributeName: z.string().optional() })
    .default({}),
});
const Backups = z.object({
  ContinuousBackupsDescription: z.object({
    PointInTimeRecoveryDescription: z.object({ PointInTimeRecoveryStatus: z.string() }),
  }),
});

/** A table as DynamoDB has it. */
export const readTable = async ({ tables }: DoctorClients, name: string): Promise<LiveTable | undefined> => {
  const found = await unlessMissing(() => tables.send(new DescribeTableCommand({ TableName: name })));
  if (!found) return undefined;
  const { Table: table } = Table.parse(found);
  const { TimeToLiveDescription: ttl } = TimeToLive.parse(
    await tables.send(new DescribeTimeToLiveCommand({ TableName: name })),
  );
  const backups = Backups.parse(await tables.send(new DescribeContinuousBackupsCommand({ TableName: name })));
  const recovery = backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription;
  return {
    name,
    keys: table.KeySchema,
    indexes: table.GlobalSecondaryIndexes.map((index) => ({
      name: index.IndexName,
      keys: index.KeySchema,
      status: index.IndexStatus,
    })),
    expiresBy: /^ENABL/.test(ttl.TimeToLiveStatus ?? '') ? ttl.AttributeName : undefined,
    stream: table.StreamSpecification?.StreamEnabled ? table.StreamSpecification.StreamViewType : undefined,
    hasRecovery: recovery.PointInTimeRecoveryStatus === 'ENABLED',
    isProtected: table.DeletionProtectionEnabled,
  };
};

/** The ARN of a table's stream: it ends with the time at which the stream was switched on. */
export const readStreamArn = async ({ tables }: DoctorClients, name: string): Promise<string | undefined> => {
  const found = await unlessMissing(() => tables.send(new DescribeTableCommand({ TableName: name })));
  return found && Table.parse(found).Table.LatestStreamArn;
};
