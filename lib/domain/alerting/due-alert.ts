import type { AlertKind, Channel } from '../incidents/last-sent.ts';
import type { PersonKey } from '../oncall/people.ts';

/** Why something that was alerted before is alerted again, as far as messages word it by itself. */
export type WhyAgain =
  | 'unacknowledged'
  | 'silence-ended'
  | 'acknowledgement-ended'
  | 'maintenance-ended'
  | 'still-fails';

/**
 * One alert that is due. It goes to all levels up to `level`. `together`: in one message with others of its kind,
 * however few. `to`: to these people alone, who have come on duty.
 */
export type DueAlert = {
  kind: AlertKind;
  reason: string;
  why?: WhyAgain;
  level: number;
  cycle: string;
  together?: boolean;
  /** The people on duty up to `level`, where there are any. */
  onDuty?: readonly PersonKey[];
  to?: readonly PersonKey[];
};

/** What people should know about an incident and have not been sent, by channel. Derived each time, never stored. */
export type DueAlerts = Partial<Record<Channel, DueAlert>>;

export const hasDueAlert = ({ email, sms }: DueAlerts): boolean => email !== undefined || sms !== undefined;

/** Whether one publish can serve both channels. */
export const isOneMessage = ({ email, sms }: DueAlerts): boolean =>
  email !== undefined &&
  email.kind === sms?.kind &&
  email.level === sms.level &&
  String(email.to) === String(sms.to);
