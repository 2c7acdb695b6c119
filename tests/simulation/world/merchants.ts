import { configuredStatus } from '../../../lib/domain/endpoints/configured-monitor.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { RuntimeOncallConfig } from '../../../lib/domain/oncall/config.ts';
import type { Probe } from '../../../lib/domain/probing/probe.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
/** After a storm everything settles within this time. */
const AFTERMATH_MS = 10 * MINUTE_MS;
const PROBE_LIMIT_MS = 3000;

type Seen = Pick<Probe, 'outcome' | 'answer'> & { ms: number };
/** What probes find from a time on. */
type Spell = { from: number; seen: Seen };

const answered = (status: number, ms: number): Seen => ({
  ms,
  outcome: { kind: 'answered' },
  answer: { status, bodyBytes: 0, cut: false },
});

const BROKEN: readonly [Seen, ...Seen[]] = [
  answered(503, 300),
  answered(500, 40),
  { ms: 15, outcome: { kind: 'failed', stage: 'tcp', reason: 'refused', code: 'ECONNREFUSED' } },
  { ms: PROBE_LIMIT_MS, outcome: { kind: 'failed', stage: 'http', reason: 'timeout', code: 'ETIMEDOUT' } },
  { ms: 60, outcome: { kind: 'failed', stage: 'dns', reason: 'name-not-found', code: 'ENOTFOUND' } },
];
const UNTESTED: Seen = { ms: 900, outcome: { kind: 'untested', stage: 'dns', code: 'ESERVFAIL' } };

/**
 * The state of endpoints over time: some fail for a while, some for good, some flap, some are up and only Flavours is
 * blocked.
 */
export class Merchants {
  readonly #random: Random;
  readonly #oncall: RuntimeOncallConfig;
  readonly #spells = new Map<string, Spell[]>();
  readonly #well = new Map<string, Seen>();

  /** `oncall` says what some of them answer while they are up. */
  constructor(random: Random, oncall: RuntimeOncallConfig) {
    this.#random = random;
    this.#oncall = oncall;
  }

  /** A storm of this length begins at `from` over these endpoints. */
  begin(endpoints: readonly string[], from: number, lengthMs: number): void {
    for (const endpoint of endpoints) {
      const key = endpointKey(endpoint);
      const status =
        configuredStatus(endpointKey(endpoint), this.#oncall) ?? this.#random.pick([200, 405, 404]);
      const well = this.#well.get(key) ?? answered(status, 80);
      this.#well.set(key, well);
      this.#spells.set(key, [{ from: 0, seen: well }, ...this.#story(well, from, lengthMs)]);
    }
  }

  /** What a probe that starts at `at` finds. */
  seen(endpoint: string, at: number): Seen {
    const spells = this.#spells.get(endpointKey(endpoint)) ?? [];
    return spells.findLast(({ from }) => from <= at)?.seen ?? UNTESTED;
  }

  #story(well: Seen, from: number, lengthMs: number): Spell[] {
    const random = this.#random;
    const broken = random.pick(BROKEN);
    const until = from + lengthMs + random.between(-lengthMs / 2, AFTERMATH_MS);
    const ends = { from: until, seen: well };
    const kind = random.next();
    if (kind < 0.25) return [];
    if (kind < 0.35) return [{ from, seen: broken }];
    if (kind < 0.45) return [{ from, seen: UNTESTED }, ends];
    if (kind < 0.75) return [{ from: from - random.between(0, 2 * MINUTE_MS), seen: broken }, ends];
    const spells: Spell[] = [];
    for (let at = from; at < until; at += random.between(MINUTE_MS / 2, 6 * MINUTE_MS))
      spells.push({ from: at, seen: random.pick([well, random.pick(BROKEN), random.pick(BROKEN)]) });
    return [...spells, ends];
  }
}
