import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { LiveAlarm } from '../../domain/doctor/alarm-findings.ts';
import type { DoctorClients } from './doctor-clients.ts';

const NAMES_LIMIT = 100; // DescribeAlarms
const Alarms = z.object({
  MetricAlarms: z
    .array(
      z.object({
        AlarmName: z.string(),
        ActionsEnabled: z.boolean().default(true),
        StateValue: z.string().optional(),
        AlarmDescription: z.string().default(''),
      }),
    )
    .default([]),
});

/** Alarms by name; those that are not there are left out. */
export const readAlarms = async (
  { alarms }: DoctorClients,
  names: readonly string[],
): Promise<LiveAlarm[]> => {
  const found: LiveAlarm[] = [];
  for (let start = 0; start < names.length; start += NAMES_LIMIT) {
    const { MetricAlarms } = Alarms.parse(
      await alarms.send(
        new DescribeAlarmsCommand({
          AlarmNames: names.slice(start, start + NAMES_LIMIT),
          MaxRecords: NAMES_LIMIT,
        }),
      ),
    );
    found.push(
      ...MetricAlarms.map((alarm) => ({
        name: alarm.AlarmName,
        mayAct: alarm.ActionsEnabled,
        state: alarm.StateValue,
        description: alarm.AlarmDescription,
      })),
    );
  }
  return found;
};
