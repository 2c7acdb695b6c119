import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Fault } from '../fault.ts';
import { smsAttributes, snsAnswer } from '../front.ts';

/* The emulator knows no settings of SMS at all: these are answers in SNS's form. What is spent is a real metric. */

export const SMS_FAULTS: readonly Fault[] = [
  {
    name: 'the account is in the sandbox for SMS',
    plant: async ({ front }) => {
      const undo = front.plant('GetSMSSandboxAccountStatus', {
        answer: snsAnswer('GetSMSSandboxAccountStatus', '<IsInSandbox>true</IsInSandbox>'),
      });
      const undoNumbers = front.plant('ListSMSSandboxPhoneNumbers', {
        answer: snsAnswer(
          'ListSMSSandboxPhoneNumbers',
          '<PhoneNumbers><member><PhoneNumber>+966512345678</PhoneNumber><Status>Verified</Status></member></PhoneNumbers>',
        ),
      });
      return async () => {
        await undo();
        await undoNumbers();
      };
    },
    finds: [
      {
        check: 'sms-sandbox',
        subject: /^account$/,
        what: /not verified in it: \+966512345679\.$/,
        mend: /create-sms-sandbox-phone-number --phone-number \+966512345679 --region us-east-1$/,
      },
    ],
  },
  {
    name: "the month's limit for SMS is the first one",
    plant: async ({ front }) =>
      front.plant('GetSMSAttributes', { answer: smsAttributes({ DefaultSenderID: 'RESTAURANT' }) }),
    finds: [
      {
        check: 'sms-spend',
        subject: /^limit$/,
        what: /1\.00 USD/,
        mend: /set-sms-attributes --attributes MonthlySpendLimit=10 --region us-east-1/,
      },
    ],
  },
  {
    name: 'a number has opted out',
    plant: async ({ front }) =>
      front.plant('CheckIfPhoneNumberIsOptedOut', {
        answer: snsAnswer('CheckIfPhoneNumberIsOptedOut', '<isOptedOut>true</isOptedOut>'),
      }),
    finds: ['+966512345678', '+966512345679'].map((number) => ({
      check: 'sms-opt-out',
      subject: new RegExp(`^\\${number}$`),
      what: /opted out/,
      mend: new RegExp(`opt-in-phone-number --phone-number \\${number} --region us-east-1`),
    })),
  },
  {
    name: 'Saudi numbers, and no sender id',
    plant: async ({ front }) =>
      front.plant('GetSMSAttributes', { answer: smsAttributes({ MonthlySpendLimit: '50' }) }),
    finds: [
      {
        check: 'sms-country',
        subject: /^Saudi Arabia$/,
        what: /registered sender id/,
        mend: /registrations-saudi-arabia\.html.*DefaultSenderID/,
      },
    ],
  },
  {
    name: "the month's SMS are nearly spent",
    plant: async ({ aws, front }) => {
      const spent = { MetricName: 'SMSMonthToDateSpentUSD', Value: 41, Timestamp: new Date() };
      await aws.alarms.send(new PutMetricDataCommand({ Namespace: 'AWS/SNS', MetricData: [spent] }));
      // What is once measured stays until the month ends: the limit is raised instead.
      return async () =>
        front.always('GetSMSAttributes', {
          answer: smsAttributes({ MonthlySpendLimit: '200', DefaultSenderID: 'RESTAURANT' }),
        });
    },
    finds: [
      {
        check: 'sms-spend',
        subject: /^month$/,
        what: /^41\.00 of the 50\.00 USD/,
        mend: /MonthlySpendLimit=100 /,
      },
    ],
  },
];
