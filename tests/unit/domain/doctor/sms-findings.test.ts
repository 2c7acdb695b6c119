import { expect, test } from '@jest/globals';
import {
  COUNTRY_RULES,
  countryFindings,
  optOutFindings,
  sandboxFindings,
  spendFindings,
} from '../../../../lib/domain/doctor/sms-findings.ts';
import { aws, stackWith } from './stack.ts';

const [RIYADH, BERLIN] = ['+966512345678', '+4915112345678'];
const stack = stackWith();

test('outside the sandbox, or without numbers, there is nothing to verify', () => {
  expect(sandboxFindings(stack, [RIYADH], { isInSandbox: false, verified: [] })).toEqual([]);
  expect(sandboxFindings(stack, [], { isInSandbox: true, verified: [] })).toEqual([]);
});

const LEAVE =
  'Ask to leave the sandbox: https://console.aws.amazon.com/support/home#/case/create?issueType=service-limit-increase ("SNS Text Messaging", eu-central-1).';
const verify = (number: string) => aws(`sns create-sms-sandbox-phone-number --phone-number ${number}`);

test.each([
  [
    [],
    'critical',
    `The account is in the sandbox for SMS, and these numbers are not verified in it: ${RIYADH}, ${BERLIN}.`,
    `${LEAVE} Until then: ${verify(RIYADH)}; ${verify(BERLIN)}`,
  ],
  [
    [RIYADH],
    'critical',
    `The account is in the sandbox for SMS, and these numbers are not verified in it: ${BERLIN}.`,
    `${LEAVE} Until then: ${verify(BERLIN)}`,
  ],
  [
    [BERLIN, RIYADH],
    'warning',
    'The account is in the sandbox for SMS; all numbers of now are verified, a new one would get nothing.',
    LEAVE,
  ],
])('in the sandbox, where %j are verified', (verified, severity, what, mend) => {
  expect(sandboxFindings(stack, [RIYADH, BERLIN], { isInSandbox: true, verified })).toMatchObject([
    { check: 'sms-sandbox', subject: 'account', severity, what, mend },
  ]);
});

const raise = (to: number) =>
  `${aws(`sns set-sms-attributes --attributes MonthlySpendLimit=${to}`)} (AWS must have granted that much: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html)`;

test.each([
  [50, 39.99, undefined],
  [50, undefined, undefined],
  [
    50,
    40,
    {
      subject: 'month',
      severity: 'critical',
      what: '40.00 of the 50.00 USD that SNS may spend on SMS this month are spent.',
      mend: raise(100),
    },
  ],
  [
    undefined,
    0.8,
    {
      subject: 'month',
      severity: 'critical',
      what: '0.80 of the 1.00 USD that SNS may spend on SMS this month are spent.',
      mend: raise(10),
    },
  ],
  [
    undefined,
    0.5,
    {
      subject: 'limit',
      severity: 'warning',
      what: 'SNS may spend 1.00 USD on SMS a month, which is a few messages.',
      mend: raise(10),
    },
  ],
  [1, undefined, { subject: 'limit', severity: 'warning', mend: raise(10) }],
  [1.01, undefined, undefined],
  [5.1, 5, { subject: 'month', mend: raise(11) }],
])('of a limit of %j USD %j are spent', (limitUsd, spentUsd, expected) => {
  expect(spendFindings(stack, [RIYADH], { limitUsd, spentUsd })).toMatchObject(
    expected === undefined ? [] : [{ check: 'sms-spend', ...expected }],
  );
  expect(spendFindings(stack, [], { limitUsd, spentUsd })).toEqual([]);
});

test('each number that has opted out gets nothing', () => {
  expect(optOutFindings(stack, [])).toEqual([]);
  expect(optOutFindings(stack, [RIYADH])).toMatchObject([
    {
      check: 'sms-opt-out',
      subject: RIYADH,
      severity: 'critical',
      what: `${RIYADH} has opted out: SNS sends it no SMS.`,
      mend: `${aws(`sns opt-in-phone-number --phone-number ${RIYADH}`)} (AWS allows that once in 30 days)`,
    },
  ]);
});

const country = (numbers: string[], senderId?: string, ...originationNumbers: string[]) =>
  countryFindings(stack, numbers, { senderId, originationNumbers });
const GUIDE = 'https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-saudi-arabia.html';

test('a number in a country that asks for a sender id is found while the account has none', () => {
  expect(country([RIYADH, BERLIN, '+966500000000'])).toMatchObject([
    {
      check: 'sms-country',
      subject: 'Saudi Arabia',
      severity: 'warning',
      what: `${RIYADH}, +966500000000: operators of Saudi Arabia take SMS only from a registered sender id, and SNS has none to put on them.`,
      mend: `Register one (${GUIDE}), then: ${aws('sns set-sms-attributes --attributes DefaultSenderID=YOURNAME')}`,
    },
  ]);
  expect(country([RIYADH], 'FLAVOURS')).toEqual([]);
  expect(country([RIYADH], undefined, '+12065550100')).toHaveLength(1); // a number is no sender id
});

test('a number in North America is found while the account has no number of its own', () => {
  expect(country(['+12065550100'], 'FLAVOURS')).toMatchObject([
    {
      subject: 'the United States or Canada',
      severity: 'warning',
      what: '+12065550100: operators of the United States or Canada take SMS only from a number of your own, and the account has none.',
      mend: `Request a number (https://docs.aws.amazon.com/sns/latest/dg/channels-sms-us-considerations.html): ${aws('pinpoint-sms-voice-v2 request-phone-number --iso-country-code US --message-type TRANSACTIONAL --number-capabilities SMS --number-type TOLL_FREE')}`,
    },
  ]);
  expect(country(['+12065550100'], undefined, '+18005550100')).toEqual([]);
});

test('other countries ask for nothing, and each that does is found by its own prefix', () => {
  expect(country([BERLIN])).toEqual([]);
  for (const { prefix, country: name } of COUNTRY_RULES)
    expect(country([`${prefix}5123456`]).map(({ subject }) => subject)).toEqual([name]);
});
