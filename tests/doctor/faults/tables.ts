import {
  DescribeTableCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Fault } from '../fault.ts';
import { STACK, type World } from '../world.ts';

const table = (name: string) => `${STACK}-${name}`;

const dropIndex = async ({ aws }: World, name: string, index: string) => {
  const TableName = table(name);
  const { Table } = await aws.tables.send(new DescribeTableCommand({ TableName }));
  const found = Table?.GlobalSecondaryIndexes?.find((one) => one.IndexName === index);
  await aws.tables.send(
    new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: index } }] }),
  );
  return () =>
    aws.tables.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: Table?.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [
          { Create: { IndexName: index, KeySchema: found?.KeySchema, Projection: found?.Projection } },
        ],
      }),
    );
};

export const TABLE_FAULTS: readonly Fault[] = [
  {
    name: 'an index is gone',
    plant: (world) => dropIndex(world, 'notifications', 'pending'),
    finds: [
      {
        check: 'tables',
        subject: /^flavours-error-webhook-prod-notifications index pending$/,
        what: /index pending of \S+ is not there/,
        mend: /^npx serverless deploy --force --stage prod --region us-east-1$/,
      },
    ],
  },
  {
    name: 'items do not expire',
    plant: async ({ aws }) => {
      const set = (Enabled: boolean) =>
        aws.tables.send(
          new UpdateTimeToLiveCommand({
            TableName: table('control'),
            TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled },
          }),
        );
      await set(false);
      return () => set(true);
    },
    finds: [
      {
        check: 'tables',
        subject: /-control time to live$/,
        what: /do not expire/,
        mend: /update-time-to-live --table-name \S+-control .*AttributeName=expiresAt/,
      },
    ],
  },
  {
    name: 'a table has no point-in-time recovery',
    plant: async ({ aws }) => {
      const set = (PointInTimeRecoveryEnabled: boolean) =>
        aws.tables.send(
          new UpdateContinuousBackupsCommand({
            TableName: table('incidents'),
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
          }),
        );
      await set(false);
      return () => set(true);
    },
    finds: [
      {
        check: 'tables',
        subject: /-incidents recovery$/,
        what: /no point-in-time recovery/,
        mend: /update-continuous-backups --table-name \S+-incidents /,
      },
    ],
  },
  {
    name: 'a table may be deleted',
    plant: async ({ aws }) => {
      const set = (DeletionProtectionEnabled: boolean) =>
        aws.tables.send(new UpdateTableCommand({ TableName: table('endpoints'), DeletionProtectionEnabled }));
      await set(false);
      return () => set(true);
    },
    finds: [
      {
        check: 'tables',
        subject: /-endpoints protection$/,
        what: /not protected against deletion/,
        mend: /update-table --table-name \S+-endpoints --deletion-protection-enabled /,
      },
    ],
  },
];
