import * as z from 'zod';

export const Channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof Channel>;

/** What people do to an incident that is told to the others, by email alone. */
export const ActKind = z.enum(['acknowledged', 'silenced', 'unsilenced', 'note']);
export type ActKind = z.infer<typeof ActKind>;

/** Why something is told. */
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
 * What one channel was told last: what was rendered, never what has become of it since. `level` is the highest that was
 * told in `round`, which began to be told at `since`; `reach` the highest ever, who hear the end; `acts` the last act told.
 */
export const ToldByChannel = z.looseObject({
  at: z.iso.datetime(),
  kind: Kind.catch('changed'), // only a record: a later version may have more
  state: State.catch('open'),
  count: z.int().min(0),
  cause: z.string(),
  gapMinutes: z.int().min(0),
  /** How long the next reminder waits, where no team has said how long. */
  reminderGapMinutes: z.int().min(1).optional().catch(undefined),
  level: z.int().min(0).optional().catch(undefined),
  reach: z.int().min(0).optional().catch(undefined),
  round: z.string().optional().catch(undefined),
  since: z.iso.datetime().optional().catch(undefined),
  acts: z.int().min(0).optional().catch(undefined),
});
export type ToldByChannel = z.infer<typeof ToldByChannel>;

/** What people were told of an incident. `times` goes up with each mark: it is the condition of the next. */
export const Told = z.looseObject({
  times: z.int().min(1),
  email: ToldByChannel.optional(),
  sms: ToldByChannel.optional(),
});
export type Told = z.infer<typeof Told>;
