import { setTimeout as sleep } from 'node:timers/promises';
import { DynamodbError } from '../dynamodb/api.ts';
import { textOf } from '../support/errors.ts';
import type { PumpSettings } from '../template/event-source-settings.ts';
import { matchesAnyPattern } from '../template/filter-pattern.ts';
import { type Answer, type Batch, outcomeOf, tooOld } from './batch-outcome.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { GivenUp } from './on-failure.ts';
import { type StreamRecord, sequenceOf } from './record.ts';
import type { Streams } from './streams.ts';
import type { Bell } from './wake-signal.ts';

export type ShardParts = {
  streams: Streams;
  shardId: string;
  checkpoints: Checkpoints;
  settings: PumpSettings;
  /** Signals that something was written. */
  bell: Bell;
  /** Signals only that the event source should pause or stop. */
  halt: Bell;
  state: { running: boolean; paused: boolean };
  invoke(event: { Records: unknown[] }): Promise<unknown>;
  giveUp(what: GivenUp): void;
  log(line: string): void;
};

const AFTER_AN_ERROR_MS = 500;

/**
 * Reads one shard in order, one batch in flight, until it is closed and read to its end, or the event source stops.
 */
export class ShardReader {
  readonly #parts: ShardParts;
  #iterator: string | undefined;
  #current: Promise<unknown> = Promise.resolve();

  constructor(parts: ShardParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const { state, halt, log, shardId } = this.#parts;
    while (state.running) {
      try {
        const turn = this.#turn();
        this.#current = turn;
        if (await turn) return;
      } catch (error) {
        this.#iterator = undefined; // the next turn starts at the checkpoint
        log(`stream ${shardId}: ${textOf(error)}`);
        await halt.wait(AFTER_AN_ERROR_MS);
      }
    }
  }

  /** Resolves when the current turn is over. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#current]);
  }

  /** Takes the next turn from the checkpoint, as after a restart. */
  startOver(): void {
    this.#iterator = undefined;
  }

  async #turn(): Promise<boolean> {
    const { state, settings, bell, checkpoints, shardId } = this.#parts;
    if (state.paused) {
      await bell.wait(settings.pollMs);
      return false;
    }
    const { rings } = bell;
    const { records, isEnd } = await this.#gather();
    const last = records.at(-1);
    if (!last) {
      if (!isEnd && bell.rings === rings) await bell.wait(settings.pollMs);
      return isEnd;
    }
    const wanted = records.filter((record) => matchesAnyPattern(settings.filters, record));
    const isWhole = await this.#work(wanted);
    if (isWhole && state.running) checkpoints.set(shardId, sequenceOf(last));
    else this.#iterator = undefined;
    return isEnd && isWhole;
  }

  async #gather(): Promise<{ records: StreamRecord[]; isEnd: boolean }> {
    const { state, settings } = this.#parts;
    const records: StreamRecord[] = [];
    // A batching window is counted from its first record.
    for (const startedAt = Date.now(); ; await sleep(settings.pollMs)) {
      const page = await this.#page(settings.batchSize - records.length);
      records.push(...page.Records);
      this.#iterator = page.NextShardIterator ?? undefined;
      const isEnd = !page.NextShardIterator;
      const isFull = records.length >= settings.batchSize;
      const isLate = records.length === 0 || Date.now() - startedAt >= settings.windowS * 1000;
      if (isEnd || isFull || isLate || !state.running) return { records, isEnd };
    }
  }

  /** Both calls may find that the place where we were is no longer in the stream: then its beginning is next. */
  async #page(limit: number) {
    const { streams, checkpoints, shardId } = this.#parts;
    try {
      this.#iterator ??= await streams.iterator(shardId, checkpoints.at(shardId));
      return await streams.records(this.#iterator, limit);
    } catch (error) {
      const isTrimmed = error instanceof DynamodbError && error.code === 'TrimmedDataAccessException';
      if (!isTrimmed) throw error;
      this.#iterator = await streams.iterator(shardId, undefined);
      return streams.records(this.#iterator, limit);
    }
  }

  /** Hands over until each record is done or given up. False if it was stopped or paused first. */
  async #work(records: readonly StreamRecord[]): Promise<boolean> {
    const { state, settings, streams, halt, shardId, giveUp } = this.#parts;
    const where = { streamArn: streams.arn, shardId };
    let waiting: readonly Batch[] = records.length > 0 ? [{ records, retries: 0 }] : [];
    for (let [batch, ...others] = waiting; batch; [batch, ...others] = waiting) {
      if (!state.running || state.paused) return false;
      const { expired, fresh } = tooOld(batch, settings, Date.now());
      if (expired.length > 0) {
        giveUp({ ...where, condition: 'RecordAgeExceeded', invocations: batch.retries, records: expired });
        this.#passed(expired);
        waiting = fresh.records.length > 0 ? [fresh, ...others] : others;
        continue;
      }
      const answer = await this.#handOver(batch);
      const { done, discarded, again } = outcomeOf(batch, answer, settings);
      if (discarded.length > 0) {
        giveUp({
          ...where,
          condition: 'RetryAttemptsExhausted',
          invocations: batch.retries + 1,
          records: discarded,
        });
      }
      this.#passed([...done, ...discarded]);
      waiting = [...again, ...others];
      const retries = again[0]?.retries ?? 0;
      if (retries > 0)
        await halt.wait(Math.min(settings.longestRetryMs, settings.firstRetryMs * 2 ** (retries - 1)));
    }
    return true;
  }

  #passed(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last) this.#parts.checkpoints.set(this.#parts.shardId, sequenceOf(last));
  }

  async #handOver({ records }: Batch): Promise<Answer> {
    const { streams, invoke, log, shardId } = this.#parts;
    try {
      const Records = records.map((record) => ({ ...record, eventSourceARN: streams.arn }));
      return { kind: 'returned', response: await invoke({ Records }) };
    } catch (error) {
      log(`stream ${shardId}: dispatch failed on ${records.length} records: ${textOf(error)}`);
      return { kind: 'failed' };
    }
  }
}
