import { setTimeout as sleep } from 'node:timers/promises';
import { textOf } from '../support/errors.ts';
import type { Invoke } from './functions.ts';

/** Lambda tries an asynchronous event twice more, a minute and two minutes later; here it is sooner. */
const RETRIES = 2;
const FIRST_WAIT_MS = 500;

/** Asynchronous invocations of one function, as SNS makes them. */
export class AsyncInvocations {
  readonly #invoke: Invoke;
  readonly #log: (line: string) => void;
  readonly #running = new Set<Promise<void>>();
  /** What was given up: on AWS it is in the function's dead-letter queue. */
  readonly givenUp: unknown[] = [];

  readonly #name: string;

  constructor(name: string, invoke: Invoke, log: (line: string) => void) {
    this.#name = name;
    this.#invoke = invoke;
    this.#log = log;
  }

  /** Starts the function, and does not wait for it. */
  start(event: unknown): void {
    const running = this.#run(event, RETRIES).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves once nothing runs. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #run(event: unknown, retries: number): Promise<void> {
    try {
      await this.#invoke(event);
    } catch (error) {
      this.#log(`${this.#name}: ${textOf(error)}`);
      if (retries === 0) {
        this.givenUp.push(event);
        return;
      }
      await sleep(FIRST_WAIT_MS * 2 ** (RETRIES - retries));
      await this.#run(event, retries - 1);
    }
  }
}
