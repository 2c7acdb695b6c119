import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { TABLE_PREFIX } from '../../../local/lambda/environment.ts';
import { documented, post } from '../flavours.ts';
import { FAULTS } from './fault-rows.ts';
import { type FaultyStack, startFaultyStack } from './faulty-stack.ts';
import { makersOf } from './make-fault.ts';
import { STACK, templateAlarms } from './template-alarms.ts';
import { writtenFigures } from './written-figures.ts';

/*
 * The real functions on the real engine: a fault is made, and what they then write in CloudWatch's embedded format is the
 * figure by which fault-rows.ts fires the alarm.
 */
let setting: FaultyStack;
let cloudWatch: ReturnType<typeof writtenFigures>;
let make: ReturnType<typeof makersOf>;

beforeAll(async () => {
  cloudWatch = writtenFigures();
  setting = await startFaultyStack();
  make = makersOf(setting, cloudWatch.written);
});
afterEach(() => {
  setting.engine.refuse(() => false);
  setting.stack.sns.faults.set({ mode: 'none' });
});
afterAll(async () => {
  await setting?.stop();
  jest.restoreAllMocks();
});

const rows = Object.entries(FAULTS).flatMap(([name, faults]) =>
  faults.flatMap(({ by, reports: [reported], fault }) =>
    by === 'ours' && reported?.namespace === 'FlavoursErrorWebhook' ? [{ name, fault, reported }] : [],
  ),
);

test('each figure of ours has its fault here', () => {
  expect(Object.keys(make).toSorted()).toEqual([...new Set(rows.map(({ name }) => name))].toSorted());
});

test.each(rows)('$name: $fault', async ({ name, reported }) => {
  cloudWatch.figures();
  await make[name]?.();
  const found = cloudWatch.figures().filter((one) => one.name === reported.name);
  const inOurStage = { ...reported.dimensions, service: TABLE_PREFIX };
  expect(reported.dimensions).toEqual({ service: STACK });
  expect(found).toContainEqual(
    expect.objectContaining({ namespace: reported.namespace, dimensions: inOurStage }),
  );
  const threshold = templateAlarms().get(name)?.Threshold ?? Number.NaN;
  expect(Math.max(...found.map(({ value }) => value))).toBeGreaterThanOrEqual(threshold);
});

test('WebhookFailuresAlarm: DynamoDB takes no notification, and the line of the access log is counted', async () => {
  setting.engine.refuse(({ action }) => action === 'PutItem');
  const answer = await post(setting.stack.webhookUrl, documented());
  expect(answer.status).toBe(503);
  const { WebhookFailuresFilter } = z
    .object({ WebhookFailuresFilter: z.object({ Properties: z.object({ FilterPattern: z.string() }) }) })
    .parse(
      (await import('yaml')).parse(await readText('deploy/alarms.yml'), { logLevel: 'silent', merge: true }),
    );
  const pattern = WebhookFailuresFilter.Properties.FilterPattern;
  const conditions = [...pattern.matchAll(/\(\$\.(\w+) = "([^"]+)"\)/g)];
  const line: Record<string, string> = {
    route: 'POST /hooks/{source}/{token}',
    status: String(answer.status),
  };
  const isCounted = (of: Record<string, string>) =>
    conditions.every(([, field = '', value = '']) =>
      new RegExp(`^${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\*', '.*')}$`).test(
        of[field] ?? '',
      ),
    );
  expect(conditions).toHaveLength(2);
  expect(isCounted(line)).toBe(true);
  expect(isCounted({ ...line, status: '200' })).toBe(false);
  expect(isCounted({ ...line, route: 'ANY /console' })).toBe(false);
});

const readText = async (path: string): Promise<string> =>
  (await import('node:fs/promises')).readFile(path, 'utf8');
