import type { Answer, Call } from './call.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

type Snapshot = { at: number; answer: Answer };

/** Longest time that an index is behind its table here; AWS names none, and seconds are usual. */
const LONGEST_LAG_MS = 20_000;
const REFRESH_MS = 2500;
const KEPT = 16;

/** Queries for what is due say until when, and are the same question a minute later. */
const questionOf = ({ body }: Call): string => body.replace(/":until":\{"S":"[^"]*"\}/, '":until"');

/**
 * What an index answered some virtual seconds ago: queries are repeated, so that there is something to lag behind.
 */
export class IndexReplica {
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #ask: (call: Call) => Promise<Answer>;
  readonly #snapshots = new Map<string, { call: Call; taken: Snapshot[] }>();
  #isOn = false;
  #isStale = true;

  constructor(timeline: Timeline, random: Random, ask: (call: Call) => Promise<Answer>) {
    this.#timeline = timeline;
    this.#random = random;
    this.#ask = ask;
  }

  /** Remembers a query of an index and its answer. */
  saw(call: Call, answer: Answer): void {
    const key = questionOf(call);
    const taken = this.#snapshots.get(key)?.taken ?? [];
    this.#snapshots.set(key, { call, taken: [...taken, { at: this.#timeline.now, answer }].slice(-KEPT) });
  }

  /** An answer from some time ago; nothing if none is known. */
  lagging(call: Call): Answer | undefined {
    const oldest = this.#timeline.now - LONGEST_LAG_MS;
    const [first, ...others] = (this.#snapshots.get(questionOf(call))?.taken ?? []).filter(
      ({ at }) => at >= oldest,
    );
    return first && this.#random.pick([first, ...others]).answer;
  }

  /** Notes that the table has changed: until then another snapshot would be the same. */
  wrote(): void {
    this.#isStale = true;
  }

  /** Keeps asking, until it is stopped. */
  start(): void {
    this.#isOn = true;
    this.#timeline.after(REFRESH_MS, () => this.#refresh());
  }

  stop(): void {
    this.#isOn = false;
  }

  async #refresh(): Promise<void> {
    if (!this.#isOn) return;
    for (const { call, taken } of [...this.#snapshots.values()]) {
      const last = taken.at(-1);
      this.saw(call, last && !this.#isStale ? last.answer : await this.#ask(call));
    }
    this.#isStale = false;
    this.#timeline.after(REFRESH_MS, () => this.#refresh());
  }
}
