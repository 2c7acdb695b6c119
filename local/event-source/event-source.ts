import { appendFileSync } from 'node:fs';
import { textOf } from '../support/errors.ts';
import type { PumpSettings } from '../template/event-source-settings.ts';
import { Checkpoints } from './checkpoints.ts';
import { pointerTo } from './on-failure.ts';
import { type ShardParts, ShardReader } from './shard-reader.ts';
import { Streams } from './streams.ts';
import { Bell } from './wake-signal.ts';

/** How often new shards are looked for: streams split and close theirs every few hours. */
const NEW_SHARDS_MS = 5000;
const STOP_LIMIT_MS = 3000;

export type PumpOptions = {
  endpoint: string;
  streamArn: string;
  checkpointFile: string;
  /** One JSON line for each batch given up: the on-failure queue. */
  failedFile: string;
  settings: PumpSettings;
  paused?: boolean;
  invoke: ShardParts['invoke'];
  log(line: string): void;
};

/** Hands a table's changes to a function, by the rules of Lambda's event source mappings. */
export class Pump {
  readonly #options: PumpOptions;
  readonly #bell = new Bell();
  readonly #halt = new Bell();
  readonly #state: { running: boolean; paused: boolean };
  readonly #streams: Streams;
  readonly #checkpoints: Checkpoints;
  readonly #readers = new Map<string, ShardReader>();
  readonly #finished = new Set<string>();
  readonly #runs = new Set<Promise<void>>();

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#state = { running: true, paused: options.paused ?? false };
    this.#streams = new Streams(options.endpoint, options.streamArn);
    this.#checkpoints = new Checkpoints(options.checkpointFile, options.streamArn);
    this.#track(this.#monitored());
  }

  /** Something was written: read now rather than at the next poll. */
  ring(): void {
    if (!this.#state.paused) this.#bell.ring();
  }

  /** Hands over nothing more; resolves once everything in flight is answered. */
  async pause(): Promise<void> {
    this.#state.paused = true;
    this.#halt.ring();
    await Promise.all([...this.#readers.values()].map((reader) => reader.settled()));
  }

  resume(): void {
    this.#state.paused = false;
    this.#bell.ring();
  }

  /** Hands over everything that is still in the stream once more, as AWS may at any time. */
  async rewind(): Promise<void> {
    const wasPaused = this.#state.paused;
    await this.pause();
    this.#checkpoints.forget();
    for (const reader of this.#readers.values()) reader.startOver();
    if (!wasPaused) this.resume();
  }

  async stop(): Promise<void> {
    this.#state.running = false;
    this.#bell.silence();
    this.#halt.silence();
    const late = new Bell();
    await Promise.race([Promise.all(this.#runs), late.wait(STOP_LIMIT_MS)]);
    late.silence();
  }

  async #monitored(): Promise<void> {
    while (this.#state.running) {
      try {
        const shards = await this.#streams.shards();
        const open = new Set(shards.map((shard) => shard.ShardId).filter((id) => !this.#finished.has(id)));
        // A child shard holds what came after its parent's last record for the same keys.
        for (const { ShardId, ParentShardId } of shards) {
          if (
            open.has(ShardId) &&
            !this.#readers.has(ShardId) &&
            !(ParentShardId && open.has(ParentShardId))
          ) {
            this.#track(this.#read(ShardId));
          }
        }
      } catch (error) {
        this.#options.log(`stream: ${textOf(error)}`);
      }
      await this.#halt.wait(NEW_SHARDS_MS);
    }
  }

  async #read(shardId: string): Promise<void> {
    const { settings, log } = this.#options;
    const reader = new ShardReader({
      streams: this.#streams,
      shardId,
      checkpoints: this.#checkpoints,
      settings,
      bell: this.#bell,
      halt: this.#halt,
      state: this.#state,
      log,
      invoke: this.#options.invoke,
      giveUp: (what) => {
        appendFileSync(this.#options.failedFile, `${JSON.stringify(pointerTo(what, new Date()))}\n`);
        log(`stream ${shardId}: gave up ${what.records.length} records (${what.condition})`);
      },
    });
    this.#readers.set(shardId, reader);
    await reader.run();
    this.#readers.delete(shardId);
    if (this.#state.running) this.#finished.add(shardId);
  }

  #track(run: Promise<void>): void {
    this.#runs.add(run);
    run.finally(() => this.#runs.delete(run)).catch((error: unknown) => this.#options.log(textOf(error)));
  }
}
