import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  ListSMSSandboxPhoneNumbersCommand,
} from '@aws-sdk/client-sns';
import * as z from 'zod';
import type { DoctorClients } from './doctor-clients.ts';

const HOUR_S = 3600;

const Sandbox = z.object({ IsInSandbox: z.boolean() });
const SandboxNumbers = z.object({
  PhoneNumbers: z.array(z.object({ PhoneNumber: z.string(), Status: z.string() })).default([]),
});
const OptedOut = z.object({ isOptedOut: z.boolean() });
const Attributes = z
  .object({
    attributes: z
      .object({ MonthlySpendLimit: z.coerce.number().optional(), DefaultSenderID: z.string().optional() })
      .default({}),
  })
  .transform(({ attributes }) => ({
    limitUsd: attributes.MonthlySpendLimit,
    defaultSenderId: attributes.DefaultSenderID || undefined,
  }));
const Spent = z.object({
  MetricDataResults: z.array(z.object({ Values: z.array(z.number()).default([]) })).default([]),
});
const Numbers = z.object({
  PhoneNumbers: z.array(z.object({ PhoneNumber: z.string() })).default([]),
});

/** Whether the account is in the sandbox for SMS, and which numbers it may reach from there. */
export const readSandbox = async ({
  topics,
}: DoctorClients): Promise<{ isInSandbox: boolean; verified: string[] }> => {
  const { IsInSandbox } = Sandbox.parse(await topics.send(new GetSMSSandboxAccountStatusCommand({})));
  if (!IsInSandbox) return { isInSandbox: false, verified: [] };
  const { PhoneNumbers } = SandboxNumbers.parse(
    await topics.send(new ListSMSSandboxPhoneNumbersCommand({ MaxResults: 100 })),
  );
  return {
    isInSandbox: true,
    verified: PhoneNumbers.filter(({ Status }) => Status === 'Verified').map(
      ({ PhoneNumber }) => PhoneNumber,
    ),
  };
};

/** The account's settings for SMS. */
export const readSmsAttributes = async ({ topics }: DoctorClients) =>
  Attributes.parse(await topics.send(new GetSMSAttributesCommand({})));

/**
 * What SMS have cost since the month began (in UTC, as AWS counts); nothing where none was sent.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export const readSpentUsd = async ({ alarms }: DoctorClients, now: Date): Promise<number | undefined> => {
  const { MetricDataResults } = Spent.parse(
    await alarms.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())),
        EndTime: now,
        ScanBy: 'TimestampDescending',
        MetricDataQueries: [
          {
            Id: 'spent',
            MetricStat: {
              Metric: { Namespace: 'AWS/SNS', MetricName: 'SMSMonthToDateSpentUSD' },
              Period: HOUR_S,
              Stat: 'Maximum',
            },
          },
        ],
      }),
    ),
  );
  return MetricDataResults[0]?.Values[0];
};

/** Those of some numbers that get no SMS, because their owners once answered STOP. */
export const readOptedOut = async (
  { topics }: DoctorClients,
  numbers: readonly string[],
): Promise<string[]> => {
  const optedOut: string[] = [];
  for (const number of numbers) {
    const answer = await topics.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: number }));
    if (OptedOut.parse(answer).isOptedOut) optedOut.push(number);
  }
  return optedOut;
};

/** The account's own numbers to send from. */
export const readOriginationNumbers = async ({ topics }: DoctorClients): Promise<string[]> =>
  Numbers.parse(await topics.send(new ListOriginationNumbersCommand({}))).PhoneNumbers.map(
    ({ PhoneNumber }) => PhoneNumber,
  );
