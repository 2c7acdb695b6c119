import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CHECKS } from '../../../../lib/domain/doctor/checks.ts';
import type { DeployedStack } from '../../../../lib/domain/doctor/deployed-stack.ts';
import { grantsOf } from '../../../../lib/domain/doctor/role-findings.ts';
import { allowedActions, NEEDED } from '../deployer.ts';
import {
  ALLOWED,
  ALLOWED_TO_DOCTOR,
  ALLOWED_TO_INTEGRATE,
  ALLOWED_TO_TEST_ITSELF,
  allowedIn,
} from '../roles.ts';
import { dev, prod } from '../stages.ts';

/* What roles, and whoever deploys, may do. */

test('each role allows exactly what its function does', () => {
  const always = { ...ALLOWED, DoctorRole: ALLOWED_TO_DOCTOR, SelftestRole: ALLOWED_TO_TEST_ITSELF };
  expect(allowedIn(dev)).toEqual(always);
  expect(allowedIn(prod)).toEqual({ ...always, IntegrateRole: ALLOWED_TO_INTEGRATE });
});

test('doctor may do what its daily checks say they need, and the page names', () => {
  const allowed = new Set(Object.values(ALLOWED_TO_DOCTOR).flat());
  const needed = Object.values(CHECKS).flatMap(({ by, needs }) => (by === 'both' ? needs : []));
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((right) => !allowed.has(right))).toEqual([]);
});

test('doctor asks IAM about each grant by an ARN', () => {
  const calledByArn = new Set(['AWS::SNS::Topic', 'AWS::SecretsManager::Secret']);
  const stack: DeployedStack = {
    ...{ name: 'stack', stage: 'prod', region: 'me-central-1', account: '123456789012', partition: 'aws' },
    ...{ status: 'UPDATE_COMPLETE', changedAt: '2026-11-01T00:00:00.000Z', outputs: {} },
    attributes: { 'NotificationsTable.StreamArn': 'arn:stream' },
    resources: Object.entries(prod.template.Resources).map(([logicalId, { Type, Properties }]) => ({
      logicalId,
      type: Type,
      physicalId: calledByArn.has(Type) ? `arn:${logicalId}` : logicalId,
      properties: Properties,
    })),
  };
  const grants = grantsOf(stack);
  expect(grants.length).toBeGreaterThan(50);
  expect(grants.filter(({ resource }) => !/^(?:arn:|\*$)/.test(resource))).toEqual([]);
});

test("whoever has the deployer's policy may make, change and delete everything in the template", () => {
  const types = new Set(Object.values(prod.template.Resources).map(({ Type }) => Type));
  expect([...types].filter((type) => NEEDED[type] === undefined)).toEqual([]);
  const allowed = allowedActions();
  const missing = [...types].flatMap((type) =>
    (NEEDED[type] ?? []).filter((action) => !allowed.some((pattern) => pattern.test(action))),
  );
  expect(missing).toEqual([]);
  // The limit of a managed policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const policy = readFileSync('deploy/deployer-policy.json', 'utf8');
  expect(policy.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
});
