import * as z from 'zod';
import { isFloodKey } from '../../lib/domain/incidents/flood.ts';
import { violationsIn } from './checks/all.ts';
import { mostInASecond } from './checks/rate.ts';
import { repeatsOf } from './checks/repeats.ts';
import { endedUnheard } from './checks/unheard.ts';
import { play } from './scenario/scenario.ts';
import { type Evidence, evidenceOf } from './scenario/state.ts';
import type { Containers } from './world/container.ts';
import { makeWorld } from './world/world.ts';

/** The outcome of one seed, as a worker reports it. `gaveUp`: records that the stream gave up, for the sweep. */
export const SeedResult = z.object({
  seed: z.int(),
  violations: z.array(z.object({ check: z.string(), what: z.string() })),
  weather: z.record(z.string(), z.unknown()),
  notifications: z.int(),
  incidents: z.int(),
  /** Floods, and the notifications in them. */
  floods: z.int(),
  flooded: z.int(),
  actions: z.int(),
  probes: z.int(),
  publishes: z.int(),
  /** Who stood in for whom, and alerts to whoever came on duty. */
  covers: z.int(),
  handovers: z.int(),
  repeats: z.int(),
  faults: z.map(z.string(), z.int()),
  kills: z.int(),
  gaveUp: z.int(),
  countedLate: z.int(),
  endedUnheard: z.int(),
  mostInASecond: z.int(),
  trace: z.array(z.string()),
});
export type SeedResult = z.infer<typeof SeedResult>;

/** Plays one seed on a running engine and checks it. `inspect` sees the evidence, and may replace it. */
export const runSeed = async (
  endpoint: string,
  containers: Containers,
  seed: number,
  inspect: (evidence: Evidence) => Evidence = (evidence) => evidence,
): Promise<SeedResult> => {
  const world = await makeWorld(endpoint, containers, seed);
  const history = await play(world);
  const evidence = inspect(await evidenceOf(world, history));
  await world.remove();
  const { ledger } = evidence;
  const floods = evidence.incidents.filter(({ endpointKey }) => isFloodKey(endpointKey));
  return {
    seed,
    violations: violationsIn(evidence),
    weather: world.weather,
    notifications: evidence.notifications.length,
    incidents: evidence.incidents.length,
    floods: floods.length,
    flooded: floods.reduce((sum, { count }) => sum + count, 0),
    actions: evidence.actions.length,
    probes: ledger.probes.length,
    publishes: ledger.publishes.length,
    covers: ledger.coversWritten.at(-1)?.covers.length ?? 0,
    handovers: ledger.publishes.filter(({ incidents }) => incidents.some(({ kind }) => kind === 'handover'))
      .length,
    repeats: new Set(repeatsOf(ledger).map(({ again }) => again)).size,
    faults: new Map(ledger.faults),
    kills: ledger.kills,
    gaveUp: history.gaveUp,
    countedLate: countedLate(evidence),
    endedUnheard: endedUnheard(ledger),
    mostInASecond: mostInASecond(ledger),
    trace: world.trace.last(),
  };
};

/** How many notifications were counted into an outage after its end. */
const countedLate = ({ ledger }: Evidence): number => {
  const ends = new Map(ledger.closings.map(({ incidentId, order }) => [incidentId, order]));
  return [...ledger.groupings.values()]
    .flat()
    .filter(({ incidentId, order }) => order > (ends.get(incidentId) ?? Infinity)).length;
};
