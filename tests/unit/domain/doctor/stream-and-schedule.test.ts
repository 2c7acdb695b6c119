import { expect, test } from '@jest/globals';
import { type LiveSchedule, scheduleFindings } from '../../../../lib/domain/doctor/schedule-findings.ts';
import { stackFindings } from '../../../../lib/domain/doctor/stack-findings.ts';
import { type LiveMapping, streamFindings } from '../../../../lib/domain/doctor/stream-findings.ts';
import { aws, DEPLOY, resource, stackWith } from './stack.ts';

const NAME = 'flavours-error-webhook-prod';
const why = `${aws(`cloudformation describe-stack-events --stack-name ${NAME} --max-items 20`)} says why; then ${DEPLOY}`;

test.each([
  ['CREATE_COMPLETE', undefined, ''],
  ['UPDATE_COMPLETE', undefined, ''],
  ['IMPORT_COMPLETE', undefined, ''],
  ['UPDATE_ROLLBACK_COMPLETE', 'warning', why],
  ['ROLLBACK_FAILED', 'critical', why],
  ['UPDATE_ROLLBACK_FAILED', 'critical', aws(`cloudformation continue-update-rollback --stack-name ${NAME}`)],
])('a stack in the state %s: %s', (status, severity, mend) => {
  const what = `The stack is in the state ${status}.`;
  expect(stackFindings(stackWith([], { status }))).toMatchObject(
    severity === undefined ? [] : [{ check: 'stack', subject: NAME, severity, what, mend }],
  );
});

const STREAM = 'arn:stream/now';
const stream = (over: Partial<LiveMapping> = {}, streamNow: string | undefined = STREAM) =>
  streamFindings(
    stackWith(),
    'uuid',
    { id: 'uuid', state: 'Enabled', lastResult: 'OK', source: STREAM, ...over },
    streamNow,
  );

test.each([
  { state: 'Enabling' },
  { state: 'Updating' },
  { state: 'Creating' },
  { state: undefined, lastResult: undefined },
  { lastResult: 'No records processed' },
  { lastResult: 'ok' },
])('a stream that starts dispatch is well: %j', (over) => {
  expect(stream(over)).toEqual([]);
});

test('where the table has no stream now, that is a finding of the table', () => {
  expect(
    streamFindings(
      stackWith(),
      'uuid',
      { id: 'uuid', state: 'Enabled', lastResult: 'OK', source: STREAM },
      undefined,
    ),
  ).toEqual([]);
});

test('a stream that starts nothing, or whose last batch failed, is found', () => {
  expect(streamFindings(stackWith(), 'uuid', undefined, STREAM)).toMatchObject([
    {
      check: 'stream',
      subject: 'dispatch',
      severity: 'critical',
      what: 'Nothing starts dispatch: the event source mapping uuid is not there.',
      mend: DEPLOY,
    },
  ]);
  expect(stream({ state: 'Disabled' })).toMatchObject([
    {
      check: 'stream',
      subject: 'dispatch',
      severity: 'critical',
      what: 'Nothing starts dispatch: its event source mapping is Disabled.',
      mend: aws('lambda update-event-source-mapping --uuid uuid --enabled'),
    },
  ]);
  expect(stream({ source: 'arn:stream/old', lastResult: 'PROBLEM' })).toMatchObject([
    {
      check: 'stream',
      subject: 'dispatch: old stream',
      severity: 'critical',
      what: 'dispatch reads a stream that ended: arn:stream/old. That of now is arn:stream/now.',
      mend: DEPLOY,
    },
  ]);
  expect(stream({ lastResult: 'PROBLEM: not OK' })).toMatchObject([
    {
      check: 'stream',
      subject: 'dispatch: last result',
      severity: 'warning',
      what: 'dispatch failed on the last batch of its stream: PROBLEM: not OK',
      why: 'The sweep groups what dispatch gave up, minutes later.',
      mend: `${aws(`logs tail /aws/lambda/${NAME}-dispatch --since 1h`)} says why; then npm run redrive -- --stage prod --region eu-central-1`,
    },
  ]);
});

const rule = resource(
  'SweepRule',
  'AWS::Events::Rule',
  { ScheduleExpression: 'rate(1 minute)' },
  'prod-sweep',
);
const well: LiveSchedule = { state: 'ENABLED', expression: 'rate(1 minute)', targets: ['arn:sweep'] };

test('a schedule that is on, at its times, and starts something is well', () => {
  expect(scheduleFindings(stackWith(), rule, well)).toEqual([]);
});

test.each([
  ['gone', undefined, 'The schedule prod-sweep is not there.', DEPLOY],
  [
    'off',
    { ...well, state: 'DISABLED' },
    'The schedule prod-sweep is DISABLED.',
    aws('events enable-rule --name prod-sweep'),
  ],
  [
    'odd',
    { ...well, state: undefined },
    'The schedule prod-sweep is in no state.',
    aws('events enable-rule --name prod-sweep'),
  ],
  ['without a target', { ...well, targets: [] }, 'The schedule prod-sweep starts nothing.', DEPLOY],
  [
    'at other times',
    { ...well, expression: 'rate(1 day)' },
    'The schedule prod-sweep is rate(1 day), expected rate(1 minute).',
    aws("events put-rule --name prod-sweep --schedule-expression 'rate(1 minute)'"),
  ],
  [
    'at no time',
    { ...well, expression: undefined },
    'The schedule prod-sweep is empty, expected rate(1 minute).',
    aws("events put-rule --name prod-sweep --schedule-expression 'rate(1 minute)'"),
  ],
] as const)('a schedule that is %s is found', (_, live, what, mend) => {
  expect(scheduleFindings(stackWith(), rule, live)).toMatchObject([
    { check: 'schedules', subject: 'prod-sweep', severity: 'critical', what, mend },
  ]);
});

test('a schedule of which the template does not tell the times, or AWS the name', () => {
  const odd = { ...rule, physicalId: undefined, properties: {} };
  expect(scheduleFindings(stackWith(), odd, well)).toMatchObject([
    {
      subject: 'SweepRule',
      what: 'The schedule SweepRule is rate(1 minute), expected none.',
      mend: aws("events put-rule --name SweepRule --schedule-expression ''"),
    },
  ]);
});
