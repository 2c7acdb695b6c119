import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod';
import { billedSeconds, MEMORY_MB } from '../../../bench/cost/duration.ts';
import { inventory } from '../../../bench/cost/inventory.ts';
import { type Measured, readMeasured } from '../../../bench/cost/measured.ts';
import { atRest, eachAlone, fixed, inStorms, totalOf } from '../../../bench/cost/month.ts';
import { costPage } from '../../../bench/cost/page.ts';
import { PRICE_NAMES, readPrices } from '../../../bench/cost/prices.ts';

const prices = readPrices();

test('docs/cost.md is what npm run cost writes from the template, the measurement and the prices of today', () => {
  const page = readFileSync(join(__dirname, '../../../docs/cost.md'), 'utf8');
  expect(page).toBe(costPage(readMeasured(), prices, inventory()));
});

test('each price has a page of AWS as its source', () => {
  for (const name of PRICE_NAMES) expect(prices.prices[name].source).toMatch(/^https:\/\/aws\.amazon\.com\//);
});

test('an alarm on a formula is counted by its metrics, one that only some stacks have not at all', () => {
  const template = `
Simple:
  Type: AWS::CloudWatch::Alarm
  Properties:
    MetricName: Errors
Formula:
  Type: AWS::CloudWatch::Alarm
  Properties:
    Metrics:
      - { Id: a, MetricStat: { Period: 60 } }
      - { Id: b, MetricStat: { Period: 60 } }
      - { Id: c, Expression: a / b }
Key:
  Type: AWS::KMS::Key
Page:
  Type: AWS::CloudWatch::Dashboard
IntegrateErrorsAlarm:
  Type: AWS::CloudWatch::Alarm
  Properties:
    MetricName: Errors

Last:
  Type: AWS::CloudWatch::Dashboard
`;
  expect(inventory(template)).toMatchObject({ alarmMetrics: 3, keys: 1, dashboards: 2, secrets: 0 });
});

const use = { reads: 8, writes: 4, publishes: 1, emails: 2, sms: 1, logBytes: 1000 };
const measured: Measured = {
  measuredOn: '2026-11-27',
  restMinute: { ...use, writes: 0, publishes: 0, emails: 0, sms: 0 },
  alone: use,
  storm: { ...use, notifications: 100, endpoints: 10, batches: 2 },
  durations: {
    put: { cpuMs: 1, wallMs: 6 },
    aloneBatch: { cpuMs: 10, wallMs: 400 },
    stormBatch: { cpuMs: 100, wallMs: 300 },
    sweep: { cpuMs: 5, wallMs: 50 },
    check: { cpuMs: 1, wallMs: 6 },
  },
};

test('processor time is billed by the share of a core that comes with the memory, a wait as it is', () => {
  expect(billedSeconds({ cpuMs: 100, wallMs: 300 }, 1769)).toBeCloseTo(0.3);
  expect(billedSeconds({ cpuMs: 100, wallMs: 300 }, 1769 / 4)).toBeCloseTo(0.4 + 0.2);
  expect(billedSeconds({ cpuMs: 100, wallMs: 300 }, 10_240)).toBeCloseTo(0.3); // one thread has no more than one core
  expect(billedSeconds({ cpuMs: 100, wallMs: 60 }, 1769)).toBeCloseTo(0.1); // two threads
});

test('a month at rest is billed by the memory of each function', () => {
  const perMinute =
    billedSeconds({ cpuMs: 5, wallMs: 50 }, 512) * 0.5 + billedSeconds({ cpuMs: 1, wallMs: 6 }, 1024);
  expect(atRest(measured).lambdaDuration).toBeCloseTo(43_200 * perMinute);
});

test('the functions have the memory that costs are reckoned with', () => {
  const { functions } = z
    .object({ functions: z.record(z.string(), z.object({ memorySize: z.unknown() })) })
    .parse(parse(readFileSync(join(__dirname, '../../../serverless.yml'), 'utf8'), { logLevel: 'silent' }));
  for (const [name, memoryMb] of Object.entries(MEMORY_MB))
    expect(String(functions[name]?.memorySize).match(/\d+/)?.[0]).toBe(String(memoryMb));
});

test('a month is the sum of its units times their prices', () => {
  expect(atRest(measured)).toMatchObject({ dynamodbRead: 8 * 43_200, lambdaRequest: 2 * 43_200 });
  expect(eachAlone(measured, 1000)).toMatchObject({ dynamodbWrite: 4000, snsEmail: 2000, httpApi: 1000 });
  expect(inStorms(measured, 1000)).toMatchObject({ dynamodbWrite: 40, snsPublish: 10, lambdaRequest: 1020 });
  const none = { alarmMetrics: 10, metrics: 0, dashboards: 1, secrets: 0, keys: 0 };
  expect(totalOf(fixed(none), prices)).toBeCloseTo(4);
  expect(totalOf({ dynamodbWrite: 2_000_000 }, prices)).toBeCloseTo(1.25);
});
