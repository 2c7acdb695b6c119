import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import * as z from 'zod';
import { Protocol } from '../../lib/domain/oncall/protocol.ts';

/** One thing that one person, or machine, would have received. */
export const Delivery = z.object({
  at: z.string(),
  protocol: Protocol,
  to: z.string(),
  subject: z.string().optional(),
  body: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});
export type Delivery = z.infer<typeof Delivery>;

/** Everything delivered, kept in a file of one JSON line each; what was appended survives a kill. */
export class Inbox {
  readonly #file: string;
  readonly #deliveries: Delivery[];

  constructor(file: string) {
    this.#file = file;
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // A line that a kill cut short was never answered for.
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    this.#deliveries = whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Delivery.parse(JSON.parse(line)));
  }

  append(delivery: Delivery): void {
    appendFileSync(this.#file, `${JSON.stringify(delivery)}\n`);
    this.#deliveries.push(delivery);
  }

  /** Newest first. */
  newest(): Delivery[] {
    return this.#deliveries.toReversed();
  }
}
