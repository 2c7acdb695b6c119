import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import * as z from 'zod';
import { JsonText } from '../../lib/domain/intake/json-text.ts';
import { Protocol } from '../../lib/domain/oncall/protocol.ts';
import { StartError } from '../support/errors.ts';

/** One message that one person, or machine, would have received. */
export const Delivery = z.object({
  at: z.string(),
  protocol: Protocol,
  to: z.string(),
  subject: z.string().optional(),
  body: z.string(),
  attributes: z.record(z.string(), z.unknown()),
});
export type Delivery = z.infer<typeof Delivery>;

const deliveryOf = (line: string, where: string): Delivery => {
  const parsed = JsonText.pipe(Delivery).safeParse(line);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StartError(
    `${where} is damaged (${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}). Delete that line, or the file: it only holds what has been delivered, and nothing is sent again.`,
  );
};

/** Everything delivered, in a file of one JSON line each; what was appended survives a kill. */
export class Inbox {
  readonly #file: string;
  readonly #deliveries: Delivery[];

  constructor(file: string) {
    this.#file = file;
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // A line that a kill cut short was never acknowledged.
    if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
    this.#deliveries = whole
      .split('\n')
      .flatMap((line, index) => (line === '' ? [] : [deliveryOf(line, `${file}:${index + 1}`)]));
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
