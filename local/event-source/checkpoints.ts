import * as z from 'zod';
import { readJson, writeJson } from '../support/json-file.ts';

const File = z.record(z.string(), z.record(z.string(), z.string()));

const REMEDY =
  'Delete it: the stream is read again from its beginning, and what is grouped already is not grouped twice.';

/**
 * How far each shard of a stream has been read, stored in a file. What comes after it may be handed over again, never
 * lost.
 */
export class Checkpoints {
  readonly #file: string;
  readonly #streamArn: string;
  #positions: Record<string, string>;

  constructor(file: string, streamArn: string) {
    this.#file = file;
    this.#streamArn = streamArn;
    this.#positions = readJson(file, File, REMEDY)?.[streamArn] ?? {};
  }

  at(shardId: string): string | undefined {
    return this.#positions[shardId];
  }

  set(shardId: string, sequence: string): void {
    this.#positions = { ...this.#positions, [shardId]: sequence };
    writeJson(this.#file, { [this.#streamArn]: this.#positions });
  }

  /** Everything is handed over once more, as AWS may do at any time. */
  forget(): void {
    this.#positions = {};
    writeJson(this.#file, {});
  }
}
