import type { FunctionName } from './build.ts';
import type { Containers } from './container.ts';
import type { Weather } from './fault-schedule.ts';
import { type Ending, Instance, type InstanceParts } from './instance.ts';
import { Random } from './random.ts';

/** from serverless.yml; a person's command has no limit but that person's patience */
const TIMEOUT_MS: Record<FunctionName, number> = {
  receive: 6000,
  dispatch: 30_000,
  sweep: 50_000,
  check: 60_000,
  person: 60_000,
};

/** Enough to be in each other's way. */
const MOST: Record<FunctionName, number> = { receive: 3, dispatch: 4, sweep: 3, check: 2, person: 2 };
const ASK_AGAIN_MS = 20;

type Shared = Pick<InstanceParts, 'timeline' | 'wire' | 'oncall' | 'trace'>;

/** All instances of all functions: one more is made when all of a function are busy, as Lambda does, up to a few. */
export class Functions {
  readonly #containers: Containers;
  readonly #seed: number;
  readonly #shared: Shared;
  readonly #weather: Weather;
  readonly #clocks: Random;
  readonly #instances: Record<FunctionName, Instance[]> = {
    receive: [],
    dispatch: [],
    sweep: [],
    check: [],
    person: [],
  };

  /** Their clocks differ from the world's as the conditions say. */
  constructor(containers: Containers, seed: number, weather: Weather, shared: Shared) {
    this.#containers = containers;
    this.#seed = seed;
    this.#shared = shared;
    this.#weather = weather;
    this.#clocks = new Random(seed, 'clocks');
  }

  async invoke(name: FunctionName, event: unknown): Promise<Ending> {
    for (;;) {
      const instances = this.#instances[name];
      const free = instances.find((instance) => !instance.isBusy);
      if (free ?? instances.length < MOST[name]) return (free ?? this.#add(name)).invoke(event);
      await this.#shared.timeline.sleep(ASK_AGAIN_MS);
    }
  }

  /** One of the clocks jumps. */
  jump(): void {
    const all = Object.values(this.#instances).flat();
    all[this.#clocks.int(0, all.length - 1)]?.setClock(this.#offset());
  }

  #add(name: FunctionName): Instance {
    const label = `${name}-${this.#instances[name].length + 1}`;
    const random = new Random(this.#seed, label);
    const instance = new Instance({
      ...this.#shared,
      name: label,
      container: this.#containers(name, this.#instances[name].length, this.#weather.pendingAgeS),
      timeoutMs: TIMEOUT_MS[name],
      random,
    });
    instance.setClock(this.#offset());
    this.#instances[name].push(instance);
    return instance;
  }

  #offset(): number {
    const { skewMs } = this.#weather;
    return this.#clocks.chance(0.5) ? 0 : this.#clocks.between(-skewMs, skewMs);
  }
}
