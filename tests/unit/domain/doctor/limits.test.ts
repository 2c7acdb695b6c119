import { expect, test } from '@jest/globals';
import { clockFindings, quotaFindings } from '../../../../lib/domain/doctor/account-findings.ts';
import { secretFindings } from '../../../../lib/domain/doctor/secret-findings.ts';
import {
  countryFindings,
  sandboxFindings,
  spendFindings,
} from '../../../../lib/domain/doctor/sms-findings.ts';
import { dailyFindings, testAlertFindings } from '../../../../lib/domain/doctor/time-findings.ts';
import { stackWith } from './world.ts';

const stack = stackWith();
const SAUDI = ['+966512345678'];
const now = new Date('2026-11-27T05:00:00.000Z');
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const subjects = (findings: { subject: string }[]) => findings.map(({ subject }) => subject);

test.each([
  [{ limitUsd: undefined, spentUsd: undefined }, ['limit']],
  [{ limitUsd: 1, spentUsd: 0.79 }, ['limit']],
  [{ limitUsd: 1, spentUsd: 0.8 }, ['month']],
  [{ limitUsd: 50, spentUsd: 39.99 }, []],
  [{ limitUsd: 50, spentUsd: 40 }, ['month']],
  [{ limitUsd: 50, spentUsd: undefined }, []],
])('of %j for SMS it finds %j', (spend, expected) => {
  expect(subjects(spendFindings(stack, SAUDI, spend))).toEqual(expected);
  expect(spendFindings(stack, [], spend)).toEqual([]);
});

test('in the sandbox, numbers that are not verified get nothing, and new ones will not', () => {
  const severityOf = (verified: string[]) =>
    sandboxFindings(stack, SAUDI, { isInSandbox: true, verified })[0]?.severity;
  expect(severityOf([])).toBe('critical');
  expect(severityOf(SAUDI)).toBe('warning');
  expect(sandboxFindings(stack, SAUDI, { isInSandbox: false, verified: [] })).toEqual([]);
});

test('a country asks for a sender id, or for a number; others for neither', () => {
  const none = { senderId: undefined, originationNumbers: [] };
  expect(subjects(countryFindings(stack, [...SAUDI, '+12025550123', '+493012345'], none))).toEqual([
    'Saudi Arabia',
    'the United States or Canada',
  ]);
  const all = { senderId: 'SHOP', originationNumbers: ['+18005550100'] };
  expect(countryFindings(stack, [...SAUDI, '+12025550123'], all)).toEqual([]);
});

test('a test alert is old after 35 days, and bad if a channel did not take it', () => {
  const of = (last: Parameters<typeof testAlertFindings>[1]) =>
    testAlertFindings(stack, last, now).map(({ severity }) => severity);
  expect(of(undefined)).toEqual(['warning']);
  expect(of({ at: daysAgo(35), isWhole: true })).toEqual([]);
  expect(of({ at: daysAgo(36), isWhole: true })).toEqual(['warning']);
  expect(of({ at: daysAgo(1), isWhole: false })).toEqual(['critical']);
});

test('the daily run is missed after 26 hours, and on a stack that is younger not yet', () => {
  const ago = (hours: number) => daysAgo(hours / 24);
  expect(dailyFindings(stack, ago(26), now)).toEqual([]);
  expect(dailyFindings(stack, ago(27), now)).toHaveLength(1);
  expect(dailyFindings(stack, undefined, now)).toHaveLength(1);
  expect(dailyFindings({ ...stack, changedAt: ago(20) }, undefined, now)).toEqual([]);
});

test('a secret is old after a year; one of a rotation that is over is not asked for its age', () => {
  const secret = (logicalId: string) => ({
    logicalId,
    type: 'AWS::SecretsManager::Secret',
    physicalId: `arn:${logicalId}`,
    properties: {},
  });
  const of = (logicalId: string, days: number, readByDeploy = daysAgo(0)) =>
    subjects(
      secretFindings(
        stack,
        secret(logicalId),
        { changedAt: daysAgo(days), isBeingDeleted: false },
        { now, readByDeploy },
      ),
    );
  expect(of('WebhookSecret', 365)).toEqual([]);
  expect(of('WebhookSecret', 366)).toEqual(['WebhookSecret: age']);
  expect(of('WebhookSecretPrevious', 366)).toEqual([]);
  expect(of('WebhookSecretPrevious', 2, daysAgo(3))).toEqual(['WebhookSecretPrevious']);
  expect(
    secretFindings(stack, secret('LinkSecret'), undefined, { now, readByDeploy: undefined }),
  ).toHaveLength(1);
});

test('fewer than 100 functions at once, and a clock more than 30 s off', () => {
  expect([quotaFindings(stack, 99).length, quotaFindings(stack, 100).length]).toEqual([1, 0]);
  expect([-31, -30, 0, 30, 31].map((skew) => clockFindings(skew).length)).toEqual([1, 0, 0, 0, 1]);
  expect(clockFindings(-31)[0]?.what).toContain('31 s behind');
});
