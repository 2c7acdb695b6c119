import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { invocationOf } from './event.ts';
import { jobsOf } from './jobs.ts';
import { Ledger } from './ledger.ts';
import { log } from './log.ts';
import { merchant } from './merchant.ts';
import { type Recovery, recover } from './recover.ts';
import type { Report } from './report.ts';
import { windowsIn } from './window.ts';

/** What a queue is answered: only these messages come again. */
type Answer = { batchItemFailures: { itemIdentifier: string }[] };

const MINUTE_MS = 60_000;

/**
 * Does what an invocation asks for. One job that fails keeps none of the others; its message comes again. SNS itself hears of a
 * failure only by an error, and then sends the message again.
 */
export const handle = async (recovery: Recovery, event: unknown): Promise<Answer | Report> => {
  const { messages, isQueue, release } = invocationOf(event);
  if (release !== undefined) return released(recovery, release);
  const failed = new Set<string>();
  for (const { id, text } of messages)
    try {
      for (const job of jobsOf(windowsIn(text)))
        await recover(recovery, job).catch((error: unknown) => {
          recovery.log.error('a job is not done; its message comes again', { jobId: job.jobId, error });
          failed.add(id);
        });
    } catch (error) {
      recovery.log.error('a message could not be read', { id, error });
      failed.add(id);
    }
  if (failed.size > 0 && !isQueue) throw new Error(`not done: ${[...failed].join(', ')}`);
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
};

/** A person has seen that the endpoint works: what was stopped goes on. */
const released = async (recovery: Recovery, jobId: string): Promise<Report> => {
  const { ledger, now } = recovery;
  const known = (await ledger.release(jobId, now())) ? await ledger.read(jobId) : undefined;
  if (!known) throw new Error(`there is no job "${jobId}"`);
  return recover(recovery, known.job);
};

const Settings = z.object({
  TABLE: z.string().min(1),
  UNPROVEN_ENDS: z.enum(['stop', 'fetch']).default('stop'),
  COOK_WITHIN_MINUTES: z.coerce.number().min(0).default(20),
});

type Clock = { getRemainingTimeInMillis(): number };
let live: Omit<Recovery, 'remainingMs'> | undefined;

const connected = (): Omit<Recovery, 'remainingMs'> => {
  const { TABLE, UNPROVEN_ENDS, COOK_WITHIN_MINUTES } = Settings.parse(process.env);
  return {
    merchant,
    ledger: new Ledger(new DynamoDBClient({}), TABLE),
    now: () => new Date(),
    unprovenEnds: UNPROVEN_ENDS,
    cookWithinMs: COOK_WITHIN_MINUTES * MINUTE_MS,
    log,
  };
};

export const handler = (event: unknown, context: Clock): Promise<Answer | Report> => {
  live ??= connected();
  return handle({ ...live, remainingMs: () => context.getRemainingTimeInMillis() }, event);
};
