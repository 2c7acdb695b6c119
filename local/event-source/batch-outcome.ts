import * as z from 'zod';
import type { PumpSettings } from '../template/event-source-settings.ts';
import { createdAtMs, type StreamRecord, sequenceOf } from './record.ts';

/** Records to hand over together, and how often these were handed over before. */
export type Batch = { records: readonly StreamRecord[]; retries: number };

/** The outcome of an invocation. */
export type Answer = { kind: 'returned'; response: unknown } | { kind: 'failed' };

/**
 * What happens to each record, in order of the shard: `done` is finished, `discarded` is given up, `again` is handed
 * over next.
 */
export type Outcome = {
  done: readonly StreamRecord[];
  discarded: readonly StreamRecord[];
  again: readonly Batch[];
};

const Response = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullish();

/**
 * Where the batch has to be resumed: the index of the lowest failed record, or its length if none failed. Null and
 * empty mean success, and so does a response without such a field; an identifier that is empty, null, misspelt or not
 * in this batch fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export const firstFailed = (
  records: readonly StreamRecord[],
  answer: Answer,
  reportsFailures: boolean,
): number => {
  if (answer.kind === 'failed') return 0;
  if (!reportsFailures) return records.length;
  const response = Response.safeParse(answer.response);
  if (!response.success) return 0;
  const failed = (response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
    records.findIndex(
      (record) => /^\d+$/.test(itemIdentifier) && BigInt(sequenceOf(record)) === BigInt(itemIdentifier),
    ),
  );
  return failed.includes(-1) ? 0 : Math.min(records.length, ...failed);
};

/** What to do after an invocation, by the rules of Lambda's event source mappings for streams. */
export const outcomeOf = (batch: Batch, answer: Answer, settings: PumpSettings): Outcome => {
  const from = firstFailed(batch.records, answer, settings.reportsFailures);
  const done = batch.records.slice(0, from);
  const rest = batch.records.slice(from);
  if (rest.length === 0) return { done, discarded: [], again: [] };

  // Progress: another record is first in the batch, with attempts of its own.
  if (from > 0) return { done, discarded: [], again: [{ records: rest, retries: 0 }] };

  // Only a failed invocation, or a response without information, is split; the count of retries starts again.
  if (settings.bisect && rest.length > 1 && !namesItsFirst(batch.records, answer, settings)) {
    const half = Math.ceil(rest.length / 2);
    const halves = [rest.slice(0, half), rest.slice(half)];
    return { done, discarded: [], again: halves.map((records) => ({ records, retries: 0 })) };
  }
  const isLast = settings.attempts >= 0 && batch.retries >= settings.attempts;
  if (isLast) return { done, discarded: rest, again: [] };
  return { done, discarded: [], again: [{ records: rest, retries: batch.retries + 1 }] };
};

/** A report that names the first record has already said where to bisect: there. */
const namesItsFirst = (
  records: readonly StreamRecord[],
  answer: Answer,
  { reportsFailures }: PumpSettings,
): boolean => {
  if (answer.kind === 'failed' || !reportsFailures) return false;
  const names = Response.safeParse(answer.response).data?.batchItemFailures ?? [];
  const known = new Set(records.map(sequenceOf));
  return names.length > 0 && names.every(({ itemIdentifier }) => known.has(itemIdentifier));
};

/** Splits off those at the head that are older than a mapping may still hand over. */
export const tooOld = (
  batch: Batch,
  settings: PumpSettings,
  nowMs: number,
): { expired: readonly StreamRecord[]; fresh: Batch } => {
  const oldestMs = settings.recordAgeS < 0 ? Number.NEGATIVE_INFINITY : nowMs - settings.recordAgeS * 1000;
  const index = batch.records.findIndex((record) => createdAtMs(record) >= oldestMs);
  const from = index === -1 ? batch.records.length : index;
  return { expired: batch.records.slice(0, from), fresh: { ...batch, records: batch.records.slice(from) } };
};
