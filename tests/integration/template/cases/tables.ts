import { describe, expect, test } from '@jest/globals';
import { ofType, type Packaged } from '../packaged.ts';
import { dev, prod } from '../stages.ts';

/* Tables, the bucket, and what a deploy leaves behind. */

describe('tables', () => {
  const namesOf = (stage: Packaged) =>
    Object.values(ofType(stage, 'AWS::DynamoDB::Table')).map(({ Properties }) => Properties['TableName']);

  test('are named by stage', () => {
    const names = ['notifications', 'incidents', 'timeline', 'endpoints', 'control'];
    expect(namesOf(dev)).toEqual(names.map((name) => `flavours-error-webhook-dev-${name}`));
    expect(namesOf(prod)).toEqual(names.map((name) => `flavours-error-webhook-prod-${name}`));
  });

  test.each([
    ['dev', false, 'Delete', 'Delete'],
    ['prod', true, 'RetainExceptOnCreate', 'Retain'],
  ])('are encrypted and on demand; in %s protected: %s', (stage, isProtected, onRemove, onReplace) => {
    for (const table of Object.values(ofType(stage === 'dev' ? dev : prod, 'AWS::DynamoDB::Table'))) {
      expect(table).toMatchObject({ DeletionPolicy: onRemove, UpdateReplacePolicy: onReplace });
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: isProtected },
        DeletionProtectionEnabled: isProtected,
      });
    }
  });
});

test('what posts can have written in a second is bounded, as 50 notifications in each would cost without end', () => {
  expect(
    ofType(prod, 'AWS::DynamoDB::Table')['NotificationsTable']?.Properties['OnDemandThroughput'],
  ).toEqual({
    MaxWriteRequestUnits: 10000,
  });
});

test('the bucket for deploys is closed to the public', () => {
  const { ServerlessDeploymentBucket: bucket } = prod.template.Resources;
  expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
});

test('nothing of a failed first deploy is kept: it would be in the way of the next', () => {
  // Retain keeps what the rollback of its own creation would delete.
  const keptFor = (stage: Packaged) =>
    Object.values(stage.template.Resources).map(({ DeletionPolicy = 'Delete' }) => DeletionPolicy);
  expect([...new Set(keptFor(dev))]).toEqual(['Delete']);
  expect([...new Set(keptFor(prod))].toSorted()).toEqual(['Delete', 'RetainExceptOnCreate']);
  const secrets = Object.values(ofType(prod, 'AWS::SecretsManager::Secret'));
  expect(secrets.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(
    Array(secrets.length).fill('RetainExceptOnCreate'),
  );
});
