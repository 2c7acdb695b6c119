import type { Call } from './call.ts';
import type { Random } from './random.ts';

/** What can go wrong with a call. Those before `lost` are never applied; `late` may be, after its caller gave up. */
export const FAULTS = [
  'unsent',
  'throttled',
  'failed',
  'conflict',
  'lost',
  'late',
  'lagging',
  'killed before',
  'killed after',
  'killed waiting',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What happens to a call: `none` is what usually does. */
export type Fate = Fault | 'none';

/** How often things go wrong, in parts of one; a fault may last for several attempts of the SDK. */
export type Rates = { faulty: number; deadly: number; lagging: number };

const PROFILES: readonly [Rates, ...Rates[]] = [
  { faulty: 0, deadly: 0, lagging: 0 },
  { faulty: 0, deadly: 0.02, lagging: 0 },
  { faulty: 0.02, deadly: 0.004, lagging: 0.2 },
  { faulty: 0.06, deadly: 0.01, lagging: 0.4 },
  { faulty: 0.06, deadly: 0, lagging: 0.4 },
  { faulty: 0.15, deadly: 0.02, lagging: 0.6 },
  { faulty: 0.3, deadly: 0.03, lagging: 0.8 },
];

const SDK_ATTEMPTS = 3;

/** Decides what goes wrong, by the seed, until it is stopped. */
export class Faults {
  readonly rates: Rates;
  readonly #random: Random;
  readonly #lasting = new Map<string, { fate: Fate; attempts: number }>();
  #isOver = false;

  constructor(random: Random) {
    this.#random = random;
    this.rates = random.pick(PROFILES);
  }

  end(): void {
    this.#isOver = true;
  }

  resume(): void {
    this.#isOver = false;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What happens to this attempt. A fault drawn for the first attempt stays for one to all of those after it. */
  fateOf(call: Call): Fate {
    if (this.#isOver) return 'none';
    const lasting = this.#lasting.get(call.id);
    if (lasting && lasting.attempts > 0) {
      lasting.attempts -= 1;
      return lasting.fate;
    }
    const fate = lasting ? 'none' : this.#draw(call);
    this.#lasting.set(call.id, { fate, attempts: this.#random.int(0, SDK_ATTEMPTS - 1) });
    return fate;
  }

  /** Whether the function dies during a wait of its own. */
  diesWaiting(): boolean {
    return !this.#isOver && this.#random.chance(this.rates.deadly);
  }

  #draw({ operation, index }: Call): Fate {
    const random = this.#random;
    if (random.chance(this.rates.deadly)) return random.pick(['killed before', 'killed after']);
    if (index && random.chance(this.rates.lagging)) return 'lagging';
    if (!random.chance(this.rates.faulty)) return 'none';
    const conflicts = operation === 'TransactWriteItems' || operation === 'UpdateItem';
    return random.pick(
      conflicts
        ? ['unsent', 'throttled', 'failed', 'lost', 'late', 'conflict', 'conflict']
        : ['unsent', 'throttled', 'failed', 'lost', 'late'],
    );
  }
}
