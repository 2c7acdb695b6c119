import { violationsIn } from './checks/all.ts';
import { mostInASecond } from './checks/rate.ts';
import { repeatsOf } from './checks/repeats.ts';
import type { Containers } from './container.ts';
import type { Violation } from './ledger.ts';
import { play } from './play.ts';
import { type Evidence, evidenceOf } from './state.ts';
import type { Weather } from './weather.ts';
import { makeWorld } from './world.ts';

/** What became of one seed. */
export type SeedResult = {
  seed: number;
  violations: Violation[];
  weather: Weather;
  notifications: number;
  incidents: number;
  publishes: number;
  repeats: number;
  faults: ReadonlyMap<string, number>;
  kills: number;
  /** Stream records that were handed over for the last time without success; the sweep folds them. */
  gaveUp: number;
  mostInASecond: number;
  trace: string[];
};

/** Plays one seed on a running engine and judges it. `look` sees the evidence, and may tamper with it. */
export const runSeed = async (
  endpoint: string,
  containers: Containers,
  seed: number,
  look: (evidence: Evidence) => Evidence = (evidence) => evidence,
): Promise<SeedResult> => {
  const world = await makeWorld(endpoint, containers, seed);
  const history = await play(world);
  const evidence = look(await evidenceOf(world, history));
  await world.remove();
  const { ledger } = evidence;
  return {
    seed,
    violations: violationsIn(evidence),
    weather: world.weather,
    notifications: evidence.notifications.length,
    incidents: evidence.incidents.length,
    publishes: ledger.publishes.length,
    repeats: new Set(repeatsOf(ledger).map(({ again }) => again)).size,
    faults: ledger.faults,
    kills: ledger.kills,
    gaveUp: history.gaveUp,
    mostInASecond: mostInASecond(ledger),
    trace: world.trace.last(),
  };
};
