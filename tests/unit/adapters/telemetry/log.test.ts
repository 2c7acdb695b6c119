import { afterEach, expect, jest, test } from '@jest/globals';
import { captureOutput } from '../../../robustness/output.ts';

type Log = typeof import('../../../../lib/adapters/telemetry/log.ts');
type Metrics = typeof import('../../../../lib/adapters/telemetry/metrics.ts');

const output = captureOutput();
afterEach(() => {
  output.clear();
  jest.resetModules();
});

const withEnvironment = <Module>(path: string, environment: Record<string, string>): Module => {
  Object.assign(process.env, { SERVICE_NAME: 'the-stage', METRICS: 'on', ...environment });
  jest.resetModules();
  return require(path);
};
const logAt = (LOG_LEVEL: string) =>
  withEnvironment<Log>('../../../../lib/adapters/telemetry/log.ts', { LOG_LEVEL }).log;

test('a line has level, text, time and service, which no detail can change', () => {
  logAt('INFO').info('done', { level: 'other', count: 2 }, { id: 'x' });
  const line: unknown = JSON.parse(output.text());
  expect(line).toEqual({
    level: 'INFO',
    message: 'done',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    service: 'the-stage',
    count: 2,
    id: 'x',
  });
});

test('what a line says is redacted the first time and each time after, and one text is not taken for another', () => {
  const { info } = logAt('INFO');
  const texts = ['password=hunter2hunter2 is wrong', 'the-stage', 'a "quoted" text', 'the-stage'];
  for (const text of [...texts, ...texts]) info(text);
  const messages = output.written.map((line): unknown => JSON.parse(line).message);
  const shown = ['password=*** is wrong', ...texts.slice(1)];
  expect(messages).toEqual([...shown, ...shown]);
  expect(output.text()).not.toContain('hunter2');
});

test('more texts than are remembered are redacted and written as well', () => {
  const { info } = logAt('INFO');
  for (let index = 0; index < 500; index++) info(`password=hunter2-${index} of ${index}`);
  expect(output.written).toHaveLength(500);
  expect(output.text()).not.toContain('hunter2');
  expect(output.written.at(-1)).toContain('password=*** of 499');
});

test.each([
  ['DEBUG', 4],
  ['INFO', 3],
  ['WARN', 2],
  ['ERROR', 1],
  ['SILENT', 0],
  ['a typing error', 3],
])('at %s, %i of the four levels are written', (level, lines) => {
  const log = logAt(level);
  for (const write of [log.debug, log.info, log.warn, log.error]) write('x');
  expect(output.written).toHaveLength(lines);
});

test('what throws when it is written does not end what is being logged', () => {
  const hostile = {
    toJSON: () => {
      throw new Error('never');
    },
  };
  logAt('INFO').error('kept', { hostile });
  expect(JSON.parse(output.text())).toMatchObject({ message: 'kept', unwritable: 'Error: never' });
});

test('a metric is a line in the embedded metric format, and none where they are off', () => {
  const path = '../../../../lib/adapters/telemetry/metrics.ts';
  withEnvironment<Metrics>(path, { METRICS_NAMESPACE: 'Ours' }).count('ProbeCrashed', 3);
  withEnvironment<Metrics>(path, {}).gaugeSeconds('OldestPendingAge', 1.5);
  const [counted, measured] = output.written.map((line): unknown => JSON.parse(line));
  expect(counted).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        { Namespace: 'Ours', Dimensions: [['service']], Metrics: [{ Name: 'ProbeCrashed', Unit: 'Count' }] },
      ],
    },
    service: 'the-stage',
    ProbeCrashed: 3,
  });
  expect(measured).toMatchObject({ OldestPendingAge: 1.5 });
  output.clear();
  withEnvironment<Metrics>(path, { METRICS: 'off' }).count('ProbeCrashed');
  expect(output.written).toEqual([]);
});
