import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import {
  byForm,
  INTEGRATIONS_FILTER,
  SELF_TEST_FILTER,
  type Subscription,
} from '../../lib/domain/oncall/subscriptions.ts';
import { AsyncInvocations } from '../lambda/async-invoke.ts';
import type { Invoke } from '../lambda/functions.ts';
import { INTEGRATE_ARN, type Invocations, SELF_TEST_ARN } from '../sns/topic.ts';

type Name = 'integrate' | 'selftest';

const FUNCTIONS: Record<Name, Subscription> = {
  integrate: { protocol: 'lambda', endpoint: INTEGRATE_ARN, filterPolicy: INTEGRATIONS_FILTER },
  selftest: { protocol: 'lambda', endpoint: SELF_TEST_ARN, filterPolicy: SELF_TEST_FILTER },
};

/** The functions of this stack that SNS starts, as far as `oncall.yml` wants them. */
export class SnsFunctions {
  readonly #names: readonly Name[];
  readonly #invocations = new Map<Name, AsyncInvocations>();

  constructor({ integrations, selfTest }: OncallConfig) {
    this.#names = [
      ...(integrations.length > 0 ? ['integrate' as const] : []),
      ...(selfTest === 'off' ? [] : ['selftest' as const]),
    ];
  }

  /** `isPlain`: each form is published by itself. The self-test takes any: it reads nothing but the id. */
  subscriptions(isPlain: boolean): Subscription[] {
    return this.#names.map((name) =>
      isPlain && name === 'integrate' ? byForm(FUNCTIONS[name]) : FUNCTIONS[name],
    );
  }

  /** What starts each of them. The topic is there before the functions are loaded. */
  get starts(): Invocations {
    return new Map(
      this.#names.map((name) => [
        FUNCTIONS[name].endpoint,
        (event) => this.#invocations.get(name)?.start(event),
      ]),
    );
  }

  /** From now on SNS starts them. */
  load(functions: Record<Name, Invoke>, log: (line: string) => void): void {
    for (const name of this.#names)
      this.#invocations.set(name, new AsyncInvocations(name, functions[name], log));
  }

  has(name: Name): boolean {
    return this.#names.includes(name);
  }

  /** Resolves once nothing that SNS started runs. */
  async idle(): Promise<void> {
    for (const one of this.#invocations.values()) await one.idle();
  }
}
