import * as z from 'zod';
import { PersonKey } from '../oncall/people.ts';

export const Channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof Channel>;

/** Actions that are announced to the others, by email only. */
export const RecordedActionKind = z.enum(['acknowledged', 'silenced', 'unsilenced', 'note']);
export type RecordedActionKind = z.infer<typeof RecordedActionKind>;

/** Why an alert is sent. */
export const AlertKind = z.enum([
  'opened',
  'changed',
  'reminder',
  'escalated',
  'handover',
  ...RecordedActionKind.options,
  'resolved',
  'test',
]);
export type AlertKind = z.infer<typeof AlertKind>;

export const State = z.enum(['open', 'acknowledged', 'resolved']);
export type State = z.infer<typeof State>;

/**
 * What was last sent on one channel: what was rendered, never what has become of it since. `level` is the highest
 * alerted in `cycle`, which began at `cycleStartedAt`; `highestLevel` the highest ever, who also hear of the end;
 * `lastAction` the number of the last action announced. `onDuty` are the people who were on duty, up to `level`, when it last
 * called somebody; `alerted` all whom it ever called.
 */
export const LastSentOnChannel = z.looseObject({
  at: z.iso.datetime(),
  kind: AlertKind.catch('changed'), // only informative: a later version may have more kinds
  state: State.catch('open'),
  count: z.int().min(0),
  cause: z.string(),
  growthIntervalMinutes: z.int().min(0),
  /** How long the next reminder waits, unless the team configured it. */
  reminderIntervalMinutes: z.int().min(1).optional().catch(undefined),
  level: z.int().min(0).optional().catch(undefined),
  highestLevel: z.int().min(0).optional().catch(undefined),
  cycle: z.string().optional().catch(undefined),
  cycleStartedAt: z.iso.datetime().optional().catch(undefined),
  lastAction: z.int().min(0).optional().catch(undefined),
  onDuty: z.array(PersonKey).optional().catch(undefined),
  alerted: z.array(PersonKey).optional().catch(undefined),
});
export type LastSentOnChannel = z.infer<typeof LastSentOnChannel>;

/** What was last sent about an incident. `revision` goes up with each write, and is the condition of the next. */
export const LastSent = z.looseObject({
  revision: z.int().min(1),
  email: LastSentOnChannel.optional(),
  sms: LastSentOnChannel.optional(),
});
export type LastSent = z.infer<typeof LastSent>;
