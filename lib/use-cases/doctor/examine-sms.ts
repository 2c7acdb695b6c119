import {
  readOptedOut,
  readOriginationNumbers,
  readSandbox,
  readSmsAttributes,
  readSpentUsd,
} from '../../adapters/doctor/read-sms.ts';
import {
  COUNTRY_RULES,
  countryFindings,
  optOutFindings,
  sandboxFindings,
  spendFindings,
} from '../../domain/doctor/sms-findings.ts';
import { smsNumbers } from '../../domain/doctor/subscription-findings.ts';
import type { Examination, NamedCheck } from './examination.ts';

/** The checks of SMS. Where nobody gets any, AWS is not asked. */
export const smsChecks = ({ clients, stack, now, senderId }: Examination): NamedCheck[] => {
  const numbers = smsNumbers(stack);
  if (numbers.length === 0) return [];
  return [
    ['sms-sandbox', async () => sandboxFindings(stack, numbers, await readSandbox(clients))],
    [
      'sms-spend',
      async () => {
        const { limitUsd } = await readSmsAttributes(clients);
        return spendFindings(stack, numbers, { limitUsd, spentUsd: await readSpentUsd(clients, now()) });
      },
    ],
    ['sms-opt-out', async () => optOutFindings(stack, await readOptedOut(clients, numbers))],
    [
      'sms-country',
      async () => {
        const asksNumber = COUNTRY_RULES.some(
          ({ asks, prefix }) => asks === 'number' && numbers.some((number) => number.startsWith(prefix)),
        );
        const { defaultSenderId } = await readSmsAttributes(clients);
        const originationNumbers = asksNumber ? await readOriginationNumbers(clients) : [];
        return countryFindings(stack, numbers, { senderId: senderId ?? defaultSenderId, originationNumbers });
      },
    ],
  ];
};
