import * as z from 'zod';
import type { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import type { Container, Handler } from './container.ts';
import type { Invocation } from './invocation.ts';
import type { Random } from './random.ts';
import type { Wire } from './sdk-transport.ts';
import type { Timeline } from './timeline.ts';

type How =
  | { kind: 'answered'; value: unknown }
  | { kind: 'failed'; error: unknown }
  | { kind: 'killed'; why: string };

/** How an invocation ended, and how many calls it had made. */
export type Ending = How & { calls: number };

export type InstanceParts = {
  name: string;
  container: Container;
  timeoutMs: number;
  timeline: Timeline;
  wire: Wire;
  random: Random;
  oncall: RuntimeOncallConfig;
  trace(line: string): void;
};

const Run = z.looseObject({ store: z.looseObject({}) });

let invocations = 0;

/** One instance of one function in one world: its own clock and chance, one invocation at a time. */
export class Instance {
  readonly name: string;
  readonly #parts: InstanceParts;
  #clockOffsetMs = 0;
  #invocation: Invocation | undefined;
  #store: object | undefined;

  constructor(parts: InstanceParts) {
    this.#parts = parts;
    this.name = parts.name;
  }

  get isBusy(): boolean {
    return this.#invocation !== undefined;
  }

  /** Its clock is wrong by this much from now on. */
  setClock(offsetMs: number): void {
    this.#clockOffsetMs = offsetMs;
  }

  /** Runs the handler once. Always resolves; a killed invocation as soon as it is killed. */
  invoke(event: unknown): Promise<Ending> {
    const { timeline, timeoutMs, trace, name, wire } = this.#parts;
    const endsAt = timeline.now + timeoutMs;
    return new Promise((resolve) => {
      const end = (how: How): void => {
        if (invocation.isDead) return;
        invocation.isDead = true;
        timer.cancel();
        this.#invocation = undefined;
        trace(`${name} ${how.kind}${how.kind === 'failed' ? `: ${String(how.error)}` : ''}`);
        resolve({ ...how, calls: invocation.calls });
      };
      const invocation: Invocation = {
        number: invocations++,
        name,
        startedAt: timeline.now,
        isDead: false,
        isKilled: false,
        calls: 0,
        faults: 0,
        kill: (why) => {
          invocation.isKilled = true;
          end({ kind: 'killed', why });
        },
      };
      const timer = timeline.after(timeoutMs, () => {
        wire.outOfTime(invocation);
      });
      this.#invocation = invocation;
      trace(`${name} begins`);
      const context = { getRemainingTimeInMillis: () => Math.max(0, endsAt - timeline.now) };
      Promise.resolve()
        .then(() => this.#loaded()(event, context))
        .then(
          (value) => end({ kind: 'answered', value }),
          (error: unknown) => end({ kind: 'failed', error }),
        );
    });
  }

  #loaded(): Handler {
    const { container, random, timeline, wire, trace, name, oncall } = this.#parts;
    return container.enter({
      random,
      nowMs: () => timeline.now + this.#clockOffsetMs,
      after: (delayMs, task) => {
        const invocation = this.#invocation;
        return timeline.after(delayMs, () => (invocation?.isDead ? undefined : task()));
      },
      sleep: (delayMs) => wire.sleep(this.#invocation, delayMs),
      handle: (request, timeoutMs, signal) => wire.handle(this.#invocation, request, timeoutMs, signal),
      probe: (endpoint, at) => wire.probe(this.#invocation, endpoint, at),
      contextFor: (made) => {
        const run = Run.parse(made);
        this.#store ??= run.store;
        return { ...run, store: this.#store, oncall };
      },
      say: (level, message, details) =>
        trace(`${name} ${level}: ${message}${details?.error ? ` (${String(details.error)})` : ''}`),
    });
  }
}
