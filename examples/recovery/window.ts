import * as z from 'zod';

/** A time with its offset, as the time of the same moment in UTC: two ways of writing it must not be two windows. */
export const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** What one incident lost: events of a family, from when to when, and how many at least. */
export type Window = {
  dedupKey: string;
  family: string;
  from: string;
  to: string;
  /** Whether probes saw the endpoint work again. If not, more may have been lost after `to`. */
  isEndProven: boolean;
  atLeast: number;
};

const Incident = z.looseObject({
  dedupKey: z.string().min(1),
  state: z.string(),
  count: z.int().min(0),
  isTest: z.boolean().default(false),
  family: z.string().optional(),
  backfill: z.looseObject({ from: Instant, to: Instant, isEndProven: z.boolean() }).optional(),
});

// Of the machine format, version 1, only what is needed here: fields and kinds may be added to it.
const Message = z.looseObject({ version: z.literal(1), kind: z.string() });
const Digest = Message.extend({ incidents: z.array(Incident) });

/** The windows in a message of the machine format: of each incident that is over. Throws for a form that is not known. */
export const windowsIn = (text: string): Window[] => {
  const message = Message.parse(JSON.parse(text));
  if (message.kind === 'digest') return Digest.parse(message).incidents.flatMap(windowOf);
  // An early warning, or whatever may be added, is about no incident.
  return 'dedupKey' in message ? windowOf(Incident.parse(message)) : [];
};

const windowOf = (incident: z.infer<typeof Incident>): Window[] => {
  const { dedupKey, state, count, isTest, family, backfill } = incident;
  if (state !== 'resolved' || isTest) return [];
  if (family === undefined) throw new Error(`${dedupKey} is over, and its window is not in the message`);
  if (!backfill) return []; // of a post that named no endpoint: nothing can be fetched again
  const { from, to, isEndProven } = backfill;
  return [{ dedupKey, family, from, to, isEndProven, atLeast: count }];
};
