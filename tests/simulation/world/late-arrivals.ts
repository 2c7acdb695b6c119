import * as z from 'zod';
import type { Answer, Call } from './call.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

const MINUTE_MS = 60_000;
/** Longer than any index or stream was ever seen to lag, so that outages end and begin meanwhile. */
const DELAYED_MS = [16 * MINUTE_MS, 45 * MINUTE_MS] as const;

const Page = z.looseObject({ Items: z.array(z.looseObject({ id: z.object({ S: z.string() }) })) });

/** Notifications that neither the index nor the stream shows for long, as the table alone knows them. */
export class LateArrivals {
  /** By id, when it shows. */
  readonly #showsAt = new Map<string, number>();
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #chance: number;

  constructor(timeline: Timeline, random: Random, chance: number) {
    this.#timeline = timeline;
    this.#random = random;
    this.#chance = chance;
  }

  /** A notification was stored; it may be hidden for long. */
  kept(id: string): void {
    if (!this.#showsAt.has(id) && this.#random.chance(this.#chance))
      this.#showsAt.set(id, this.#timeline.now + this.#random.between(...DELAYED_MS));
  }

  /** Those that were ever hidden. */
  get ids(): ReadonlySet<string> {
    return new Set(this.#showsAt.keys());
  }

  /** How long one is still hidden, in ms. */
  hiddenMs(id: string): number {
    return Math.max(0, (this.#showsAt.get(id) ?? 0) - this.#timeline.now);
  }

  /** What the index `pending` answers without them. */
  without({ index }: Call, answer: Answer): Answer {
    if (index !== 'pending' || answer.status !== 200 || this.#showsAt.size === 0) return answer;
    const page = Page.parse(JSON.parse(new TextDecoder().decode(answer.body)));
    const Items = page.Items.filter(({ id }) => this.hiddenMs(id.S) === 0);
    if (Items.length === page.Items.length) return answer;
    const body = JSON.stringify({ ...page, Items, Count: Items.length });
    return { ...answer, body: new Uint8Array(Buffer.from(body)) };
  }
}
