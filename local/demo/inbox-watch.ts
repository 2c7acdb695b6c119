import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { Delivery } from '../sns/deliveries.ts';

const ASK_EVERY_MS = 100;

/** Prints what arrives in the inbox since the story began. */
export class News {
  readonly #inboxUrl: string;
  readonly #since = new Date().toISOString();
  readonly #say: (line: string) => void;
  #shown = 0;

  constructor(inboxUrl: string, say: (line: string) => void) {
    this.#inboxUrl = inboxUrl;
    this.#say = say;
  }

  /** Prints what is new. Returns all emails of one kind so far. */
  async say(kind: string): Promise<Delivery[]> {
    const response = await fetch(`${this.#inboxUrl}.json`, { signal: AbortSignal.timeout(2000) });
    const all = z
      .array(Delivery)
      .parse(await response.json())
      .filter(({ at }) => at >= this.#since)
      .reverse();
    for (const { protocol, to, subject, body } of all.slice(this.#shown))
      this.#say(`  ${protocol} → ${to}: ${subject ?? body.split('\n', 1)[0]}`);
    this.#shown = all.length;
    return all.filter(({ protocol, attributes }) => protocol === 'email' && attributes['kind'] === kind);
  }

  /** Waits for an email of one kind; returns it, or undefined after `limitMs`. */
  async wait(kind: string, limitMs: number): Promise<Delivery | undefined> {
    for (const startedAt = performance.now(); ; await sleep(ASK_EVERY_MS)) {
      const [email] = await this.say(kind);
      if (email || performance.now() - startedAt > limitMs) return email;
    }
  }
}
