import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Engine } from '../../local/dynamodb/engine-process.ts';
import { ALLOWED } from '../integration/template/roles.ts';
import { thorough } from '../thorough.ts';
import { violationsIn } from './checks/all.ts';
import { runSeed, type SeedResult } from './run-seed.ts';
import type { Evidence } from './scenario/state.ts';
import { ALERTS } from './tampering/alerts.ts';
import { FLOODS } from './tampering/floods.ts';
import { INCIDENTS } from './tampering/incidents.ts';
import { NOTIFICATIONS } from './tampering/notifications.ts';
import { ON_DUTY } from './tampering/on-duty.ts';
import { PROBES } from './tampering/probes.ts';
import { RATE } from './tampering/rate.ts';
import { buildFunctions } from './world/build.ts';
import { type Containers, containersOf } from './world/container.ts';
import { startOwnEngine } from './world/own-engine.ts';

/** One in which calls fail in every way, and every index lags. */
const FAULTY_SEED = 11;
const SEEDS = thorough([FAULTY_SEED], [FAULTY_SEED, 20]);
/** Logs, the stream and its queue are Lambda's to read and write, under the same role. */
const NOT_OWN_CALLS = /LogGroup|StreamArn|Queue/;
/** One with closings by people and probes, digests, SMS and escalations, so that every check has something to find. */
const TAMPERED_SEED = 28;
/** One with people who take turns, covers, and incidents that are handed over. */
const STAFFED_SEED = 2;

let engine: Engine;
let containers: Containers;
let evidence: Evidence;
let staffed: Evidence;
/** By seed. */
const played = new Map<number, SeedResult>();
/** What each function did in all seeds, as `resource action`. */
const done = new Map<string, Set<string>>();
const noteActions = (seen: Evidence): Evidence => {
  for (const [name, actions] of seen.ledger.actions)
    done.set(name, new Set([...(done.get(name) ?? []), ...actions]));
  return seen;
};
const evidenceIn = (staged: ReadonlyMap<number, Evidence>, of: number): Evidence => {
  const found = staged.get(of);
  if (!found) throw new Error(`seed ${of} was not played`);
  return found;
};
beforeAll(async () => {
  engine = await startOwnEngine();
  containers = containersOf(await buildFunctions());
  const staged = new Map<number, Evidence>();
  for (const seed of [TAMPERED_SEED, STAFFED_SEED]) {
    const result = await runSeed(engine.endpoint, containers, seed, (seen) => {
      staged.set(seed, seen);
      return noteActions(seen);
    });
    played.set(seed, result);
  }
  evidence = evidenceIn(staged, TAMPERED_SEED);
  staffed = evidenceIn(staged, STAFFED_SEED);
});
afterAll(() => engine?.stop());

test.each([TAMPERED_SEED, STAFFED_SEED])(
  'seed %i, which is tampered with below, keeps every promise',
  (seed) => {
    expect(played.get(seed)?.violations).toEqual([]);
  },
);

test('in a seed that draws it, an incident ends before anybody has heard of it', () => {
  expect(played.get(TAMPERED_SEED)?.weather).toMatchObject({ endsUnheard: true });
  expect(played.get(TAMPERED_SEED)?.endedUnheard).toBeGreaterThan(0);
});

test.each(SEEDS)('seed %i keeps every promise', async (seed) => {
  const result = await runSeed(engine.endpoint, containers, seed, noteActions);
  played.set(seed, result);
  expect(result.violations).toEqual([]);
});

test.each(['pending', 'listName', 'summary', 'dueProbes', 'monitored'])(
  'in a seed that draws it, the index %s answers with what it held some time ago',
  (index) => {
    expect(played.get(FAULTY_SEED)?.faults.get(`stale ${index}`)).toBeGreaterThan(0);
  },
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

test('a seed plays the same again, to the millisecond', async () => {
  const { trace } = await runSeed(engine.endpoint, containers, TAMPERED_SEED);
  expect(trace).toEqual(played.get(TAMPERED_SEED)?.trace);
});

describe('the checker says no when', () => {
  const foundBy = (check: RegExp, seen: Evidence): string[] =>
    violationsIn(seen, (name) => check.test(name)).map(({ check: name }) => name);

  test.each([...NOTIFICATIONS, ...FLOODS, ...INCIDENTS, ...ALERTS, ...RATE, ...PROBES])(
    '%s',
    (_, check, tamper) => {
      expect(foundBy(check, evidence)).toEqual([]);
      expect(foundBy(check, { ...evidence, ...tamper(evidence) })).toContainEqual(
        expect.stringMatching(check),
      );
    },
  );

  test.each(ON_DUTY)('%s', (_, check, tamper) => {
    expect(foundBy(check, staffed)).toEqual([]);
    expect(foundBy(check, { ...staffed, ...tamper(staffed) })).toContainEqual(expect.stringMatching(check));
  });
});
