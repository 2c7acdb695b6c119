import * as z from 'zod';

export const Channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof Channel>;

/** Actions that are announced to the others, by email only. */
export const ActKind = z.enum(['acknowledged', 'silenced', 'unsilenced', 'note']);
export type ActKind = z.infer<typeof ActKind>;

/** Why an alert is sent. */
export const Kind = z.enum([
  'opened',
  'changed',
  'reminder',
  'escalated',
  ...ActKind.options,
  'recovered',
  'test',
]);
export type Kind = z.infer<typeof Kind>;

export const State = z.enum(['open', 'acknowledged', 'resolved']);
export type State = z.infer<typeof State>;

/**
 * What was last sent on one channel: what was rendered, never what has become of it since. `level` is the highest
 * alerted in `cycle`, which began at `cycleStartedAt`; `highestLevel` the highest ever, who also hear of the end;
 * `lastAction` the number of the last action announced.
 */
export const ToldByChannel = z.looseObject({
  at: z.iso.datetime(),
  kind: Kind.catch('changed'), // only informative: a later version may have more kinds
  state: State.catch('open'),
  count: z.int().min(0),
  cause: z.string(),
  gapMinutes: z.int().min(0),
  /** How long the next reminder waits, unless the team configured it. */
  reminderGapMinutes: z.int().min(1).optional().catch(undefined),
  level: z.int().min(0).optional().catch(undefined),
  reach: z.int().min(0).optional().catch(undefined),
  round: z.string().optional().catch(undefined),
  since: z.iso.datetime().optional().catch(undefined),
  acts: z.int().min(0).optional().catch(undefined),
});
export type ToldByChannel = z.infer<typeof ToldByChannel>;

/** What was last sent about an incident. `revision` goes up with each write, and is the condition of the next. */
export const Told = z.looseObject({
  times: z.int().min(1),
  email: ToldByChannel.optional(),
  sms: ToldByChannel.optional(),
});
export type Told = z.infer<typeof Told>;
