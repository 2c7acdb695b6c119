import {
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Fault } from '../fault.ts';

export const ALARM_FAULTS: readonly Fault[] = [
  {
    name: 'an alarm tells nobody',
    plant: async ({ aws, physicalId }) => {
      const AlarmNames = [await physicalId('SweepSilentAlarm')];
      await aws.alarms.send(new DisableAlarmActionsCommand({ AlarmNames }));
      return () => aws.alarms.send(new EnableAlarmActionsCommand({ AlarmNames }));
    },
    finds: [
      {
        check: 'alarms',
        subject: /^SweepSilentAlarm$/,
        what: /tells nobody/,
        mend: /enable-alarm-actions --alarm-names '\S+' --region us-east-1$/,
      },
    ],
  },
  {
    name: 'an alarm has gone off',
    plant: async ({ aws, physicalId }) => {
      const AlarmName = await physicalId('DispatchGaveUpAlarm');
      const set = (StateValue: 'ALARM' | 'OK') =>
        aws.alarms.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' }));
      await set('ALARM');
      return () => set('OK');
    },
    finds: [
      {
        check: 'alarms',
        subject: /^DispatchGaveUpAlarm: ringing$/,
        what: /has gone off\. dispatch gave up/,
        mend: /describe-alarm-history/,
      },
    ],
  },
];
