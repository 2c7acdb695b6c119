import * as z from 'zod';
import type { Job } from './jobs.ts';
import type { Outcome } from './outcome.ts';

const MOST_REFUSALS = 50;

/** What one job has come to. Counts are of entries, by their ids; `atLeast` is of events, of which an order may have several. */
export const Report = z.object({
  jobId: z.string(),
  /** `stopped`: its end is not proven, and nobody said to go on. `not-handled`: the merchant lists no such family. */
  state: z.enum(['done', 'stopped', 'not-handled']),
  dedupKeys: z.array(z.string()),
  /** How many events Flavours reported as lost: there may be more. */
  atLeast: z.int(),
  /** `not-provable`: nobody saw the endpoint work at the end of the window, so more may have been lost after it. */
  end: z.enum(['proven', 'not-provable']),
  found: z.int(),
  alreadyHad: z.int(),
  sent: z.int(),
  refused: z.int(),
  /** Entries without an id or a time, and those of which it is not known whether they were taken. */
  notProvable: z.int(),
  /** Entries of before the outage, which are left alone. */
  outside: z.int(),
  refusals: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type Report = z.infer<typeof Report>;

export const NOTHING_LISTED = { outcomes: new Map<string, Outcome>(), unreadable: 0, outside: 0 };

export const reportOf = (
  { jobId, dedupKeys, atLeast, isEndProven }: Job,
  state: Report['state'],
  { outcomes, unreadable, outside }: typeof NOTHING_LISTED,
): Report => {
  const all = [...outcomes];
  const count = (kind: Outcome['kind']): number => all.filter(([, outcome]) => outcome.kind === kind).length;
  return {
    jobId,
    state,
    dedupKeys,
    atLeast,
    end: isEndProven ? 'proven' : 'not-provable',
    found: all.length + unreadable,
    alreadyHad: count('already-had'),
    sent: count('sent'),
    refused: count('refused'),
    notProvable: count('intended') + unreadable,
    outside,
    refusals: all
      .filter(([, { kind }]) => kind === 'refused')
      .map(([id, { reason = '' }]) => ({ id, reason }))
      .slice(0, MOST_REFUSALS),
  };
};
