import { Change, decide, isOutside } from './change.ts';
import type { Job } from './jobs.ts';
import type { Ledger } from './ledger.ts';
import type { Merchant } from './merchant.ts';
import type { Outcome } from './outcome.ts';
import { NOTHING_LISTED, type Report, reportOf } from './report.ts';

/** What is left of the function's time when it gives a job back, to go on with it at the next delivery. */
const SPARE_MS = 15_000;
const TRIES = 3;

export type Recovery = {
  merchant: Merchant;
  ledger: Ledger;
  now: () => Date;
  remainingMs: () => number;
  /** What to do where nobody saw the endpoint work again: `stop` until a person releases the job, or `fetch` all the same. */
  unprovenEnds: 'stop' | 'fetch';
  /** Nothing older than this is given to the kitchen. */
  cookWithinMs: number;
  log: {
    info: (message: string, more: Record<string, unknown>) => void;
    error: (message: string, more: Record<string, unknown>) => void;
  };
};

/** Another run has the job, or time is over: the message comes again, and the job goes on where it was. */
export class NotNowError extends Error {
  override name = 'NotNowError' as const;
}

/** Does one job, or what is left of it. What was done before is answered with its report. */
export const recover = async (recovery: Recovery, job: Job): Promise<Report> => {
  const { ledger, now, remainingMs, log } = recovery;
  const before = await ledger.read(job.jobId);
  if (before?.report) return before.report;
  if (!(await ledger.take(job, now(), new Date(now().getTime() + remainingMs()))))
    throw new NotNowError(`${job.jobId} is being done by another run`);
  try {
    const report = await done(recovery, job, before?.released ?? false);
    await ledger.put(job, now(), report);
    log.info('recovered', report);
    return report;
  } catch (error) {
    await ledger.put(job, now());
    throw error;
  }
};

const done = async (recovery: Recovery, job: Job, isReleased: boolean): Promise<Report> => {
  const { merchant, unprovenEnds } = recovery;
  if (!merchant.families.includes(job.family)) return reportOf(job, 'not-handled', NOTHING_LISTED);
  if (!job.isEndProven && unprovenEnds === 'stop' && !isReleased)
    return reportOf(job, 'stopped', NOTHING_LISTED);
  return reportOf(job, 'done', await listed(recovery, job, isReleased));
};

const listed = async (recovery: Recovery, job: Job, isReleased: boolean): Promise<typeof NOTHING_LISTED> => {
  const { merchant, ledger, remainingMs } = recovery;
  const outcomes = await ledger.outcomes(job.jobId);
  const refusedBefore = new Set([...outcomes].flatMap(([id, { kind }]) => (kind === 'refused' ? [id] : [])));
  let [unreadable, outside] = [0, 0];
  for await (const page of merchant.listChanged(job.family, new Date(job.from), new Date(job.to)))
    for (const entry of page) {
      if (remainingMs() < SPARE_MS) throw new NotNowError(`${job.jobId} goes on at the next delivery`);
      const change = Change.safeParse(entry);
      if (!change.success) unreadable += 1;
      else if (isOutside(change.data, job)) outside += 1;
      else {
        // A person has released the job, so what was refused may be taken now; once, as a list may name it twice.
        const isAgain = isReleased && refusedBefore.delete(change.data.id);
        await settle(recovery, job, change.data, { outcomes, isAgain });
      }
    }
  return { outcomes, unreadable, outside };
};

/**
 * Gives one entry to the intake, once: that it is about to is written before, and what became of it after. Where the function
 * was stopped in between, the merchant's own system says whether it was taken.
 */
const settle = async (
  recovery: Recovery,
  { jobId, family }: Job,
  change: Change,
  { outcomes, isAgain }: { outcomes: Map<string, Outcome>; isAgain: boolean },
): Promise<void> => {
  const { merchant, ledger, now, cookWithinMs } = recovery;
  const { id, updatedAt } = change;
  const record = async (outcome: Outcome): Promise<void> => {
    await ledger.record(jobId, id, outcome, now());
    outcomes.set(id, outcome);
  };
  const before = outcomes.get(id);
  if (before && before.kind !== 'intended' && before.updatedAt >= updatedAt && !isAgain) return;
  let intended = before?.kind === 'intended' ? before.updatedAt : undefined;
  for (let left = TRIES; left > 0; left--) {
    const known = await merchant.known(family, id);
    const decision = decide(change, known, { now: now(), cookWithinMs });
    if (decision === 'already-had') {
      const isOurs = intended !== undefined && known !== undefined && sameTime(intended, known.updatedAt);
      return record({ kind: isOurs ? 'sent' : 'already-had', updatedAt });
    }
    await record({ kind: 'intended', updatedAt });
    const answer = await merchant.give(family, change, { ...decision, over: known?.updatedAt });
    if (answer === 'taken') return record({ kind: 'sent', updatedAt });
    if (answer !== 'changed-meanwhile') return record({ kind: 'refused', updatedAt, reason: answer.refused });
    intended = undefined; // somebody else brought it
  }
  throw new Error(`${family} ${id} changed at each of ${TRIES} tries`);
};

const sameTime = (one: string, other: string): boolean => Date.parse(one) === Date.parse(other);
