import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Batch } from '../../../local/event-source/batch-outcome.ts';
import { outcomeOf, tooOld } from '../../../local/event-source/batch-outcome.ts';
import type { StreamRecord } from '../../../local/event-source/record.ts';
import type { Shard, Streams } from '../../../local/event-source/streams.ts';
import type { PumpSettings } from '../../../local/template/event-source-settings.ts';
import { matchesAnyPattern } from '../../../local/template/filter-pattern.ts';
import type { Ending } from './instance.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

const POLL_MS = 250;
/** A storm here has hundreds, not thousands: smaller batches than the mapping's come to meet each other more often. */
const MOST_AT_ONCE = 100;
const PAGE = 1000;
const REDELIVERED = 0.15;

const Keys = z.looseObject({
  dynamodb: z.looseObject({
    Keys: z.object({ endpointKey: z.object({ S: z.string() }), id: z.object({ S: z.string() }) }),
  }),
});

/** The key and the id of a record's notification. */
export const keysOf = (record: StreamRecord): { endpointKey: string; id: string } => {
  const { endpointKey, id } = Keys.parse(record).dynamodb.Keys;
  return { endpointKey: endpointKey.S, id: id.S };
};

export type FeederParts = {
  streams: Streams;
  timeline: Timeline;
  random: Random;
  settings: PumpSettings;
  shards: number;
  isScattered: boolean;
  /** For how long a notification's record is held back, in ms. */
  hiddenMs(id: string): number;
  dispatch(records: readonly StreamRecord[]): Promise<Ending>;
  /** What was handed over and reported as done. */
  done(records: readonly StreamRecord[]): void;
};

type VirtualShard = { waiting: Batch[]; isBusy: boolean };

/**
 * The stream with several shards, by Lambda's rules, but at its worst: batches of any size, batches handed over
 * again, and shards that know nothing of each other. Within a shard the order stays.
 */
export class Feeder {
  readonly #parts: FeederParts;
  readonly #shards: VirtualShard[];
  readonly #iterators = new Map<string, string | undefined>();
  #real: Shard[] | undefined;
  #isOn = true;
  #isRunning = true;
  #hasNews = true;
  #gaveUp = 0;

  constructor(parts: FeederParts) {
    this.#parts = parts;
    this.#shards = Array.from({ length: parts.shards }, () => ({ waiting: [], isBusy: false }));
    parts.timeline.after(POLL_MS, () => this.#poll());
  }

  /** How many records were given up. */
  get gaveUp(): number {
    return this.#gaveUp;
  }

  turn(isOn: boolean): void {
    this.#isOn = isOn;
  }

  stop(): void {
    this.#isRunning = false;
  }

  /** The table was written to. */
  ring(): void {
    this.#hasNews = true;
  }

  /** As if it had been in the stream: a record that the engine does not make by itself. */
  push(record: StreamRecord): void {
    const { endpointKey, id } = keysOf(record);
    const digest = createHash('sha256')
      .update(this.#parts.isScattered ? id : endpointKey)
      .digest();
    const shard = this.#shards[digest.readUInt32LE() % this.#shards.length];
    shard?.waiting.push({ records: [record], retries: 0 });
  }

  /** Now, or when its notification is no longer hidden. */
  #pushInTime(record: StreamRecord): void {
    const { timeline, hiddenMs } = this.#parts;
    const delayedMs = hiddenMs(keysOf(record).id);
    if (delayedMs === 0) this.push(record);
    else timeline.after(delayedMs, () => this.push(record));
  }

  async #poll(): Promise<void> {
    const { timeline } = this.#parts;
    if (!this.#isRunning) return;
    if (this.#hasNews && this.#isOn) {
      this.#hasNews = false;
      await this.#read();
    }
    if (this.#isOn) for (const shard of this.#shards) this.#next(shard);
    timeline.after(POLL_MS, () => this.#poll());
  }

  async #read(): Promise<void> {
    const { streams, settings, timeline } = this.#parts;
    this.#real ??= await streams.shards(); // the engine never splits its own
    for (const { ShardId } of this.#real) {
      for (;;) {
        const iterator = this.#iterators.get(ShardId) ?? (await streams.iterator(ShardId, undefined));
        const page = await streams.records(iterator, PAGE);
        this.#iterators.set(ShardId, page.NextShardIterator ?? undefined);
        for (const record of page.Records) {
          const dynamodb = {
            ...record.dynamodb,
            ApproximateCreationDateTime: Math.floor(timeline.now / 1000),
          };
          if (matchesAnyPattern(settings.filters, record)) this.#pushInTime({ ...record, dynamodb });
        }
        if (page.Records.length < PAGE) break;
      }
    }
  }

  /** Hands over what comes next in a shard, in a batch of random size. */
  #next(shard: VirtualShard): void {
    const { random, settings } = this.#parts;
    const [first, ...others] = shard.waiting;
    if (!first || shard.isBusy) return;
    // Batches that were never handed over have no shape yet; a batch that failed keeps its own.
    const isFresh = (batch: Batch): boolean => batch.retries === 0;
    const most = Math.min(settings.batchSize, MOST_AT_ONCE);
    const size = random.chance(0.5) ? most : random.int(1, most);
    const records = [...first.records];
    while (
      isFresh(first) &&
      others[0] &&
      isFresh(others[0]) &&
      records.length + others[0].records.length <= size
    ) {
      records.push(...(others.shift()?.records ?? []));
    }
    shard.waiting = others;
    void this.#handOver(shard, { ...first, records });
  }

  async #handOver(shard: VirtualShard, batch: Batch): Promise<void> {
    const { dispatch, done, random, settings, timeline } = this.#parts;
    const { expired, fresh } = tooOld(batch, settings, timeline.now);
    this.#gaveUp += expired.length;
    if (fresh.records.length === 0) return;
    shard.isBusy = true;
    const ending = await dispatch(fresh.records);
    const answer =
      ending.kind === 'answered'
        ? { kind: 'returned' as const, response: ending.value }
        : { kind: 'failed' as const };
    const outcome = outcomeOf(fresh, answer, settings);
    done(outcome.done);
    this.#gaveUp += outcome.discarded.length;
    const again =
      random.chance(REDELIVERED) && outcome.done.length > 0 ? [{ records: outcome.done, retries: 0 }] : [];
    shard.waiting.unshift(...again, ...outcome.again);
    const retries = outcome.again[0]?.retries ?? 0;
    if (retries > 0)
      await timeline.sleep(Math.min(settings.longestRetryMs, settings.firstRetryMs * 2 ** (retries - 1)));
    shard.isBusy = false;
    if (this.#isOn) this.#next(shard);
  }
}
