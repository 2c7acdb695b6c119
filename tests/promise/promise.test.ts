import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildFunctions } from '../../bench/promise/build.ts';
import { violationsIn } from '../../bench/promise/checks/all.ts';
import { type Containers, containersOf } from '../../bench/promise/container.ts';
import { startOwnEngine } from '../../bench/promise/own-engine.ts';
import { runSeed, type SeedResult } from '../../bench/promise/run-seed.ts';
import type { Evidence } from '../../bench/promise/state.ts';
import type { Engine } from '../../local/engine.ts';
import { ALLOWED } from '../template/roles.ts';
import { thorough } from '../thorough.ts';
import { TAMPERING } from './tampering.ts';

const SEEDS = thorough([4], [4, 20]);
/** Logs, the stream and its queue are Lambda's to read and write, under the same role. */
const NOT_OWN_CALLS = /LogGroup|StreamArn|Queue/;
/** One with closings by people and probes, digests, SMS and escalations, so that every check has something to find. */
const TAMPERED_SEED = 16;
const LIMIT_MS = 60_000;

let engine: Engine;
let containers: Containers;
let evidence: Evidence;
let first: SeedResult;
/** What each function did in all seeds, as `resource action`. */
const done = new Map<string, Set<string>>();
const noteActions = (seen: Evidence): Evidence => {
  for (const [name, actions] of seen.ledger.actions)
    done.set(name, new Set([...(done.get(name) ?? []), ...actions]));
  return seen;
};
beforeAll(async () => {
  engine = await startOwnEngine();
  containers = containersOf(await buildFunctions());
  first = await runSeed(engine.endpoint, containers, TAMPERED_SEED, (seen) => {
    evidence = seen;
    return noteActions(seen);
  });
}, LIMIT_MS);
afterAll(() => engine?.stop());

test.each(SEEDS)(
  'seed %i keeps every promise',
  async (seed) => {
    const { violations } = await runSeed(engine.endpoint, containers, seed, noteActions);
    expect(violations).toEqual([]);
  },
  LIMIT_MS,
);

test.each([
  ['receive', ALLOWED.ReceiveRole],
  ['dispatch', ALLOWED.DispatchRole],
  ['sweep', ALLOWED.SweepRole],
  ['check', ALLOWED.CheckRole],
  ['person', ALLOWED.ConsoleRole],
])('%s did nothing that its role does not allow', (name, allowed) => {
  const own = Object.entries(allowed)
    .filter(([resource]) => !NOT_OWN_CALLS.test(resource))
    .flatMap(([resource, actions]) => actions.map((action) => `${resource} ${action}`));
  const did = [...(done.get(name) ?? [])];
  expect(did).not.toEqual([]);
  expect(own).toEqual(expect.arrayContaining(did));
});

test(
  'a seed plays the same again, to the millisecond',
  async () => {
    const { trace } = await runSeed(engine.endpoint, containers, TAMPERED_SEED);
    expect(trace).toEqual(first.trace);
  },
  LIMIT_MS,
);

describe('the checker says no when', () => {
  test.each(TAMPERING)('%s', (_, check, tamper) => {
    expect(violationsIn(evidence).map(({ check }) => check)).toEqual([]);
    const found = violationsIn({ ...evidence, ...tamper(evidence) }).map(({ check }) => check);
    expect(found.filter((name) => check.test(name))).not.toEqual([]);
  });
});
