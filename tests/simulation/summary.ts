import type { SeedResult } from './run-seed.ts';

const thousands = (value: number): string => value.toLocaleString('en');

/** Sums up seeds in the one line that says what was tried. */
export class Summary {
  #seeds = 0;
  #failed = 0;
  #notifications = 0;
  #incidents = 0;
  #floods = 0;
  #flooded = 0;
  #actions = 0;
  #probes = 0;
  #publishes = 0;
  #repeats = 0;
  #teams = 0;
  #covers = 0;
  #handovers = 0;
  #countedLate = 0;
  #endedUnheard = 0;
  #kills = 0;
  #most = 0;
  readonly #faults = new Map<string, number>();

  add(result: SeedResult): void {
    this.#seeds += 1;
    if (result.violations.length > 0) this.#failed += 1;
    this.#notifications += result.notifications;
    this.#incidents += result.incidents;
    this.#floods += result.floods;
    this.#flooded += result.flooded;
    this.#actions += result.actions;
    this.#probes += result.probes;
    this.#publishes += result.publishes;
    this.#repeats += result.repeats;
    if (result.weather['hasTeam'] === true) this.#teams += 1;
    this.#covers += result.covers;
    this.#handovers += result.handovers;
    this.#countedLate += result.countedLate;
    this.#endedUnheard += result.endedUnheard;
    this.#kills += result.kills;
    this.#most = Math.max(this.#most, result.mostInASecond);
    for (const [kind, count] of result.faults) this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + count);
  }

  get seeds(): number {
    return this.#seeds;
  }

  get failed(): number {
    return this.#failed;
  }

  line(seconds: number): string {
    const faults = [...this.#faults]
      .filter(([kind]) => !/^killed|^out of time/.test(kind))
      .sort(([, one], [, other]) => other - one)
      .map(([kind, count]) => `${kind} ${thousands(count)}`)
      .join(', ');
    return [
      `${thousands(this.#seeds)} seeds: ${this.#failed === 0 ? 'every promise kept' : `${this.#failed} BROKEN`}`,
      `${thousands(this.#notifications)} notifications in ${thousands(this.#incidents)} incidents, ${thousands(this.#countedLate)} counted after the end of theirs`,
      `${thousands(this.#endedUnheard)} incidents over before anybody had heard of them`,
      `${thousands(this.#floods)} floods of ${thousands(this.#flooded)} notifications`,
      `${thousands(this.#actions)} acts of people, ${thousands(this.#probes)} probes`,
      `faults: ${faults || 'none'}`,
      `${thousands(this.#kills)} kills`,
      `${thousands(this.#publishes)} publishes, ${thousands(this.#repeats)} repeated`,
      `${thousands(this.#teams)} teams with ${thousands(this.#covers)} covers, ${thousands(this.#handovers)} alerts to whoever came on duty`,
      `at most ${this.#most} publishes in a second`,
      `${Math.round(seconds)} s`,
    ].join('; ');
  }
}

/** What is needed to find out why a seed failed. */
export const reportOf = ({ seed, violations, weather, trace }: SeedResult, lines: number): string =>
  [
    `SEED ${seed} BROKE THE PROMISE (again: npm run test:promise -- --seed ${seed})`,
    `  ${JSON.stringify(weather)}`,
    ...(lines > 0 ? trace.slice(-lines) : []).map((line) => `    ${line}`),
    ...violations.slice(0, 20).map(({ check, what }) => `  ✗ ${check}: ${what}`),
  ].join('\n');
