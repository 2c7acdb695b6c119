import * as z from 'zod';

export const Channel = z.enum(['email', 'sms']);
export type Channel = z.infer<typeof Channel>;

/** Why something is told. */
export const Kind = z.enum(['opened', 'changed', 'reminder', 'recovered']);
export type Kind = z.infer<typeof Kind>;

/** What one channel was told last: what was rendered, never what has become of it since. */
export const ToldByChannel = z.looseObject({
  at: z.iso.datetime(),
  kind: Kind.catch('changed'), // only a record: a later version may have more
  state: z.enum(['open', 'resolved']).catch('open'),
  count: z.int().min(0),
  cause: z.string(),
  gapMinutes: z.int().min(0),
});
export type ToldByChannel = z.infer<typeof ToldByChannel>;

/** What people were told of an incident. `times` goes up with each mark: it is the condition of the next. */
export const Told = z.looseObject({
  times: z.int().min(1),
  email: ToldByChannel.optional(),
  sms: ToldByChannel.optional(),
});
export type Told = z.infer<typeof Told>;
