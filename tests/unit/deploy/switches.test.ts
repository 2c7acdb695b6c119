import { expect, test } from '@jest/globals';
import { applySwitches, switchesOf } from '../../../deploy/switches.ts';

const DEFAULTS = { publishPlain: 'false', tracing: 'false', dashboard: 'true', smsSpendUsd: 0.8 };

test('what the template gives is read, from a parameter or its default', () => {
  expect(switchesOf({ ...DEFAULTS, publishPlain: 'true', smsSpendUsd: '20' })).toEqual({
    switches: { publishPlain: true, tracing: false, dashboard: true, smsSpendUsd: 20 },
  });
});

test.each([
  [{ publishPlain: 'yes' }, '--param publishPlain: expected true or false'],
  [{ tracing: '1' }, '--param tracing: expected true or false'],
  [{ dashboard: '' }, '--param dashboard: expected true or false'],
  [{ smsSpendUsd: 'a lot' }, '--param smsSpendUsd: expected an amount in USD, such as 20'],
  [{ smsSpendUsd: '0' }, '--param smsSpendUsd: expected more than nothing'],
])('%j is refused in a line', (given, problem) => {
  expect(switchesOf({ ...DEFAULTS, ...given })).toEqual({ problems: [problem] });
});

const role = () => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: 'sweep', PolicyDocument: { Version: 'x', Statement: [{ Effect: 'Allow' }] } }],
  },
});
const stackWith = (given: Record<string, unknown>) => {
  const stack = {
    functions: { receive: {}, doctor: {} },
    provider: {},
    resources: { Resources: { SweepRole: role(), Queue: { Type: 'AWS::SQS::Queue' } } },
  };
  const read = switchesOf({ ...DEFAULTS, ...given });
  if ('problems' in read) throw new Error(read.problems.join());
  applySwitches(stack, 'flavours-error-webhook-test', read.switches);
  return stack;
};

test("tracing is off, and its rights are nobody's, until it is asked for", () => {
  const off = stackWith({});
  expect(off.provider).toEqual({});
  expect(off.resources.Resources.SweepRole).toEqual(role());
  const on = stackWith({ tracing: 'true' });
  expect(on.provider).toEqual({ tracing: { lambda: true } });
  expect(on.resources.Resources.SweepRole.Properties.Policies[0]?.PolicyDocument.Statement).toEqual([
    { Effect: 'Allow' },
    { Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' },
  ]);
  expect(on.resources.Resources.Queue).toEqual({ Type: 'AWS::SQS::Queue' });
});

test('the dashboard is left out where it is not wanted', () => {
  expect(Object.keys(stackWith({}).resources.Resources)).toContain('Dashboard');
  expect(Object.keys(stackWith({ dashboard: 'false' }).resources.Resources)).not.toContain('Dashboard');
});
