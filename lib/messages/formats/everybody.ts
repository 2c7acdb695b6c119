import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { Family } from '../../domain/oncall/family.ts';
import { Severity } from '../../domain/oncall/severity.ts';
import type { Message } from '../sections/message.ts';
import { everySource } from './attributes.ts';
import { everybodyOf } from './recipients.ts';

/**
 * A mail that is no alert, for every email subscription and nobody else: its attributes are all that a filter may ask for,
 * whatever somebody takes of alerts. A queue is no person, and nobody is woken.
 */
export const mailToEverybody = (
  kind: 'sign-in' | 'api-token' | 'weekly-report' | 'integration' | 'alarm-contacts' | 'doctor',
  { subject, email }: { subject: string; email: string },
  oncall: RuntimeOncallConfig,
): Message => {
  return {
    audience: ['people'],
    subject,
    email,
    machine: JSON.stringify({ version: 1, kind }),
    attributes: {
      kind,
      severity: [...Severity.options],
      family: [...Family.options],
      recipient: everybodyOf('people', oncall),
      ...everySource(oncall),
    },
  };
};
