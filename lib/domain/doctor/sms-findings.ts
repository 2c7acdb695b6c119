import { awsCommand, type DeployedStack } from './deployed-stack.ts';
import { type Finding, finding } from './finding.ts';

/** The month's limit that SNS has unless somebody raised it. https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html */
const FIRST_LIMIT_USD = 1;
const HIGH_SHARE = 0.8;

/** In the sandbox only verified numbers get anything. */
export const sandboxFindings = (
  stack: DeployedStack,
  numbers: readonly string[],
  { isInSandbox, verified }: { isInSandbox: boolean; verified: readonly string[] },
): Finding[] => {
  const unverified = numbers.filter((number) => !verified.includes(number));
  if (!isInSandbox || numbers.length === 0) return [];
  const verify = unverified.map((number) =>
    awsCommand(stack, `sns create-sms-sandbox-phone-number --phone-number ${number}`),
  );
  const leave = `https://console.aws.amazon.com/support/home#/case/create?issueType=service-limit-increase ("SNS Text Messaging", ${stack.region})`;
  return [
    finding('sms-sandbox', {
      subject: 'account',
      severity: unverified.length > 0 ? 'critical' : 'warning',
      what:
        unverified.length > 0
          ? `The account is in the sandbox for SMS, and these numbers are not verified in it: ${unverified.join(', ')}.`
          : 'The account is in the sandbox for SMS; all numbers of now are verified, a new one would get nothing.',
      mend: `Ask to leave the sandbox: ${leave}.${verify.length > 0 ? ` Until then: ${verify.join('; ')}` : ''}`,
    }),
  ];
};

/** The month's limit, and how much of it is spent. */
export const spendFindings = (
  stack: DeployedStack,
  numbers: readonly string[],
  { limitUsd, spentUsd }: { limitUsd: number | undefined; spentUsd: number | undefined },
): Finding[] => {
  if (numbers.length === 0) return [];
  const limit = limitUsd ?? FIRST_LIMIT_USD;
  const mend = `${awsCommand(stack, `sns set-sms-attributes --attributes MonthlySpendLimit=${Math.max(10, Math.ceil(limit * 2))}`)} (AWS must have granted that much: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html)`;
  if (spentUsd !== undefined && spentUsd >= limit * HIGH_SHARE)
    return [
      finding('sms-spend', {
        subject: 'month',
        severity: 'critical',
        what: `${spentUsd.toFixed(2)} of the ${limit.toFixed(2)} USD that SNS may spend on SMS this month are spent.`,
        mend,
      }),
    ];
  if (limit <= FIRST_LIMIT_USD)
    return [
      finding('sms-spend', {
        subject: 'limit',
        severity: 'warning',
        what: `SNS may spend ${limit.toFixed(2)} USD on SMS a month, which is a few messages.`,
        mend,
      }),
    ];
  return [];
};

/** Numbers whose owners once answered STOP. */
export const optOutFindings = (stack: DeployedStack, optedOut: readonly string[]): Finding[] =>
  optedOut.map((number) =>
    finding('sms-opt-out', {
      subject: number,
      severity: 'critical',
      what: `${number} has opted out: SNS sends it no SMS.`,
      mend: `${awsCommand(stack, `sns opt-in-phone-number --phone-number ${number}`)} (AWS allows that once in 30 days)`,
    }),
  );

type Rule = { country: string; prefix: string; asks: 'sender id' | 'number'; page: string };
const USER_GUIDE = 'https://docs.aws.amazon.com/sms-voice/latest/userguide';
const senderId = (country: string, prefix: string, page: string): Rule => ({
  country,
  prefix,
  asks: 'sender id',
  page: `${USER_GUIDE}/${page}.html`,
});

/**
 * Countries that ask for a registered sender id, by the list of AWS's registration forms as read on 2026-11-27; and the United
 * States, which ask for a number of one's own. https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-country.html
 */
export const COUNTRY_RULES: readonly Rule[] = [
  senderId('Saudi Arabia', '+966', 'registrations-saudi-arabia'),
  senderId('Egypt', '+20', 'registrations-egypt'),
  senderId('Jordan', '+962', 'registrations-jordan'),
  senderId('Kuwait', '+965', 'registrations-kuwait'),
  senderId('Qatar', '+974', 'registrations-qatar'),
  senderId('India', '+91', 'registrations-sms-senderid-india'),
  senderId('Indonesia', '+62', 'registrations-indonesia'),
  senderId('Kenya', '+254', 'registrations-kenya'),
  senderId('Philippines', '+63', 'registrations-philippines'),
  senderId('Singapore', '+65', 'registrations-sg'),
  senderId('Sri Lanka', '+94', 'registrations-sri-lanka'),
  senderId('Thailand', '+66', 'registrations-thailand'),
  senderId('Belarus', '+375', 'registrations-belarus'),
  {
    country: 'the United States or Canada',
    prefix: '+1',
    asks: 'number',
    page: 'https://docs.aws.amazon.com/sns/latest/dg/channels-sms-us-considerations.html',
  },
];

/**
 * Numbers whose country asks for what the account does not have. `senderId` is what SNS puts on messages, if anything; whether it is
 * registered in a country SNS does not say, so one that is set counts as that.
 */
export const countryFindings = (
  stack: DeployedStack,
  numbers: readonly string[],
  { senderId, originationNumbers }: { senderId: string | undefined; originationNumbers: readonly string[] },
): Finding[] =>
  COUNTRY_RULES.flatMap(({ country, prefix, asks, page }) => {
    const concerned = numbers.filter((number) => number.startsWith(prefix));
    const isMet = asks === 'sender id' ? senderId !== undefined : originationNumbers.length > 0;
    if (concerned.length === 0 || isMet) return [];
    return [
      finding('sms-country', {
        subject: country,
        severity: 'warning',
        what:
          asks === 'sender id'
            ? `${concerned.join(', ')}: operators of ${country} take SMS only from a registered sender id, and SNS has none to put on them.`
            : `${concerned.join(', ')}: operators of ${country} take SMS only from a number of your own, and the account has none.`,
        mend:
          asks === 'sender id'
            ? `Register one (${page}), then: ${awsCommand(stack, 'sns set-sms-attributes --attributes DefaultSenderID=YOURNAME')}`
            : `Request a number (${page}): ${awsCommand(stack, 'pinpoint-sms-voice-v2 request-phone-number --iso-country-code US --message-type TRANSACTIONAL --number-capabilities SMS --number-type TOLL_FREE')}`,
      }),
    ];
  });
