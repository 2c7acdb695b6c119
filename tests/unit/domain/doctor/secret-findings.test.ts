import { expect, test } from '@jest/globals';
import { type LiveSecret, secretFindings } from '../../../../lib/domain/doctor/secret-findings.ts';
import { aws, NOW, resource, stackWith } from './stack.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();
const found = (live: LiveSecret | undefined, readByDeploy?: string, logicalId = 'WebhookSecret') =>
  secretFindings(stackWith(), resource(logicalId, 'AWS::SecretsManager::Secret', {}, 'arn:secret'), live, {
    now: NOW,
    readByDeploy,
  });
const secret = (days: number | undefined, isBeingDeleted = false): LiveSecret => ({
  changedAt: days === undefined ? undefined : daysAgo(days),
  isBeingDeleted,
});

test.each([
  ['younger than the last deploy', secret(3), daysAgo(2)],
  ['as old as the last deploy', secret(2), daysAgo(2)],
  ['a year old, and given to no function', secret(365), undefined],
  ['of no known age', secret(undefined), daysAgo(2)],
])('a secret that is %s is well', (_, live, readByDeploy) => {
  expect(found(live, readByDeploy)).toEqual([]);
});

test('the one before is as old as it likes', () => {
  expect(found(secret(900), undefined, 'WebhookSecretPrevious')).toEqual([]);
});

test('a secret that is gone, is to go, or was changed since the last deploy is found', () => {
  const critical = { check: 'secrets', subject: 'WebhookSecret', severity: 'critical' };
  expect(found(undefined)).toMatchObject([
    {
      ...critical,
      what: 'The secret WebhookSecret is not there.',
      why: 'The next deploy fails, since CloudFormation cannot read it.',
      mend: aws('secretsmanager list-secrets --include-planned-deletion'),
    },
  ]);
  expect(found(secret(900, true))).toMatchObject([
    {
      ...critical,
      what: 'The secret WebhookSecret is about to be deleted.',
      why: 'The next deploy fails, and with another secret all webhook URLs or links in alerts change.',
      mend: aws('secretsmanager restore-secret --secret-id arn:secret'),
    },
  ]);
  expect(found(secret(1), daysAgo(2))).toMatchObject([
    {
      ...critical,
      what: 'The secret WebhookSecret was changed after the functions were given it: they know the old one only.',
      why: 'A rotation ends with a deploy. Until then URLs and links made from the new secret are refused.',
      mend: 'npx serverless deploy --param=rotated=2026-11-26T12:00:00.000Z --stage prod --region eu-central-1',
    },
  ]);
});

test('a secret older than a year is to be rotated', () => {
  expect(found(secret(366), daysAgo(2))).toMatchObject([
    {
      check: 'secrets',
      subject: 'WebhookSecret: age',
      severity: 'warning',
      what: 'The secret WebhookSecret is 366 days old.',
      mend: `Rotate it as deploy/rotation.md says; it begins with: ${aws('secretsmanager get-secret-value --secret-id arn:secret --query SecretString')}`,
    },
  ]);
});
