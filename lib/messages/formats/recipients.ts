import { isSelfTest } from '../../domain/incidents/test-alert.ts';
import type { PersonKey } from '../../domain/oncall/people.ts';
import type { Audience } from '../../domain/oncall/protocol.ts';
import {
  everyLevel,
  levelRecipient,
  personRecipient,
  SELF_TEST_RECIPIENT,
} from '../../domain/oncall/recipient.ts';
import type { Alert, Context } from '../sections/message.ts';

/** Whom an alert names in the attribute `recipient`: fixed subscribers by level, and people. */
export const recipientsOf = (alert: Alert, audiences: readonly Audience[]): string[] =>
  isSelfTest(alert.incident)
    ? [SELF_TEST_RECIPIENT]
    : audiences.flatMap((audience) =>
        audience === 'machines'
          ? machinesOf(alert)
          : [
              ...levelsOf(alert).map((level) => levelRecipient(audience, level)),
              ...peopleOf(alert, audience).map((person) => personRecipient(audience, person)),
            ],
      );

/**
 * That it is over reaches the machines of every level: a program has to fetch what was lost, whoever was called about it.
 */
const machinesOf = (alert: Alert): string[] => {
  if (alert.only === 'people') return [];
  if (alert.kind === 'resolved') return everyLevel('machines');
  return levelsOf(alert).map((level) => levelRecipient('machines', level));
};

/** The levels below hear what those above them hear: who acts must know it. Nobody fixed is told of a hand-over. */
const levelsOf = ({ level = 1, to }: Alert): number[] =>
  to ? [] : Array.from({ length: level }, (_, index) => index + 1);

/**
 * The people whom an alert reaches by email (`people`) or wakes (`woken`): those on duty now. That it is over is also mailed to
 * those who were alerted and whose turn has passed; it wakes only those it had woken.
 */
export const peopleOf = (
  { kind, to, onDuty = [], incident }: Alert,
  audience: 'people' | 'woken',
): readonly PersonKey[] => {
  if (to) return to;
  if (kind !== 'resolved') return onDuty;
  const alerted = incident.lastSent?.[audience === 'people' ? 'email' : 'sms']?.alerted ?? [];
  return audience === 'people'
    ? [...new Set([...onDuty, ...alerted])]
    : onDuty.filter((person) => alerted.includes(person));
};

/** Everybody of an audience: all levels, and all people whether on duty or not. */
export const everybodyOf = (audience: Audience, { people }: Pick<Context['oncall'], 'people'>): string[] => [
  ...everyLevel(audience),
  ...Object.keys(people).map((person) => personRecipient(audience, person)),
];
