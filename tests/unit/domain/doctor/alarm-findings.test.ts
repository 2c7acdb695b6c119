import { expect, test } from '@jest/globals';
import { alarmFindings, type LiveAlarm } from '../../../../lib/domain/doctor/alarm-findings.ts';
import { aws, DEPLOY, resource, stackWith } from './stack.ts';

const stack = stackWith([
  resource('LostAlarm', 'AWS::CloudWatch::Alarm', {}, 'prod-lost'),
  resource('AlarmsTopic', 'AWS::SNS::Topic'),
]);
const live = (over: Partial<LiveAlarm> = {}): LiveAlarm[] => [
  { name: 'other', mayAct: false, state: 'ALARM', description: 'Of another stack.' },
  { name: 'prod-lost', mayAct: true, state: 'OK', description: 'Notifications are lost.', ...over },
];
const found = { check: 'alarms', severity: 'warning' };

test('an alarm that is there, may ring and does not is well', () => {
  expect(alarmFindings(stack, live())).toEqual([]);
});

test.each([
  [
    'is gone',
    live().slice(0, 1),
    { subject: 'LostAlarm', what: 'The alarm LostAlarm is not there.', mend: DEPLOY },
  ],
  [
    'may not ring, whether it would or not',
    live({ mayAct: false, state: 'ALARM' }),
    {
      subject: 'LostAlarm',
      what: 'The alarm LostAlarm tells nobody when it goes off: its actions are switched off.',
      mend: aws("cloudwatch enable-alarm-actions --alarm-names 'prod-lost'"),
    },
  ],
  [
    'rings',
    live({ state: 'ALARM' }),
    {
      subject: 'LostAlarm: ringing',
      what: 'The alarm LostAlarm has gone off. Notifications are lost.',
      mend: aws("cloudwatch describe-alarm-history --alarm-name 'prod-lost' --max-items 5"),
    },
  ],
])('an alarm that %s is found', (_, alarms, expected) => {
  expect(alarmFindings(stack, alarms)).toMatchObject([{ ...found, ...expected }]);
});
