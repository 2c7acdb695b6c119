import { Family, type OncallAtRuntime, Severity } from '../../domain/oncall/config.ts';
import type { Message } from '../sections/message.ts';

const LEVELS = ['1', '2', '3', '4', '5'];

/**
 * A mail that is no alert, for every email subscription: its attributes are all that a filter may ask for, whatever
 * somebody takes of alerts. Machines only hear of which kind it is: a queue is no person.
 */
export const mailToEverybody = (
  kind: 'sign-in' | 'api-token',
  { subject, email }: { subject: string; email: string },
  oncall: OncallAtRuntime,
): Message => {
  const machine = JSON.stringify({ version: 1, kind });
  return {
    channels: ['email'],
    subject,
    email,
    machine,
    chat: machine,
    attributes: {
      kind,
      severity: [...Severity.options],
      family: [...Family.options],
      level: LEVELS,
      channels: ['email'],
      source: [...new Set(['main', ...Object.keys(oncall.sources)])],
    },
  };
};
