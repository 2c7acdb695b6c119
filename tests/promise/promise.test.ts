import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildFunctions } from '../../bench/promise/build.ts';
import { violationsIn } from '../../bench/promise/checks/all.ts';
import { type Containers, containersOf } from '../../bench/promise/container.ts';
import { startOwnEngine } from '../../bench/promise/own-engine.ts';
import { runSeed, type SeedResult } from '../../bench/promise/run-seed.ts';
import type { Evidence } from '../../bench/promise/state.ts';
import type { Engine } from '../../local/engine.ts';
import { ALLOWED } from '../template/roles.ts';

const SEEDS = [4, 11];
/** Logs, the stream and its queue are Lambda's to read and write, under the same role. */
const NOT_OWN_CALLS = /LogGroup|StreamArn|Queue/;
/** One with closings, digests and SMS, so that every check has something to find. */
const TAMPERED_SEED = 3;
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

/** The values with the first that fits changed. */
const withFirst = <Value>(
  values: readonly Value[],
  change: (value: Value) => Value,
  fits: (value: Value) => boolean = () => true,
): Value[] => {
  const index = values.findIndex(fits);
  expect(index).toBeGreaterThanOrEqual(0);
  return values.map((value, at) => (at === index ? change(value) : value));
};

describe('the checker says no when', () => {
  test.each<[string, RegExp, (evidence: Evidence) => Partial<Evidence>]>([
    ['a notification is gone', /^1/, ({ notifications }) => ({ notifications: notifications.slice(1) })],
    [
      'one was written twice',
      /^1/,
      ({ ledger }) => ({
        ledger: { ...ledger, kept: new Map([...ledger.kept].map(([id, puts]) => [id, [...puts, ...puts]])) },
      }),
    ],
    [
      'one is still pending',
      /^2 each notification/,
      ({ notifications }) => ({ notifications: withFirst(notifications, (one) => ({ ...one, pending: 0 })) }),
    ],
    [
      'one names an incident that is not there',
      /^2 each notification/,
      ({ notifications }) => ({
        notifications: withFirst(notifications, (one) => ({ ...one, incidentId: 'none-1' })),
      }),
    ],
    [
      'one was folded twice',
      /^2 each notification/,
      ({ ledger }) => ({
        ledger: { ...ledger, folded: new Map([...ledger.folded].map(([id, of]) => [id, [...of, ...of]])) },
      }),
    ],
    [
      'a count is one too high',
      /^2 the counts/,
      ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, count: one.count + 1 })) }),
    ],
    [
      'a number is missing',
      /^2 incidents of an endpoint/,
      ({ incidents }) => ({ incidents: withFirst(incidents, (one) => ({ ...one, number: one.number + 1 })) }),
    ],
    [
      'a later incident holds what was kept before the closing of an earlier one',
      /^2 nothing pending/,
      ({ notifications, incidents, ledger }) => ({
        notifications: notifications.map((one) => ({
          ...one,
          incidentId: `${one.incidentId?.replace(/-\d+$/, '')}-9`,
        })),
        ledger: {
          ...ledger,
          closings: incidents.flatMap(({ incidentId }) =>
            [...ledger.folded.values()]
              .flat()
              .filter((one) => one.incidentId === incidentId)
              .map(({ invocation, order, at }) => ({
                incidentId,
                order,
                at,
                invocation: { ...invocation, startedAt: at },
              })),
          ),
        },
      }),
    ],
    [
      'what was told is not what is',
      /^3 what an incident/,
      ({ incidents }) => ({
        incidents: withFirst(incidents, (one) => ({ ...one, cause: 'unknown', count: 10_000 })),
      }),
    ],
    [
      'nothing was published',
      /^3 what is marked/,
      ({ ledger }) => ({ ledger: { ...ledger, publishes: [] } }),
    ],
    [
      'an alert has a message that SNS never gave',
      /^3 each alert/,
      ({ alerts }) => ({ alerts: withFirst(alerts, (one) => ({ ...one, messageId: 'none' })) }),
    ],
    [
      'an open incident is on no open shelf',
      /^3 the open shelf/,
      ({ incidents }) => ({
        incidents: withFirst(
          incidents,
          (one) => ({ ...one, shelf: '2026-03' }),
          ({ state }) => state === 'open',
        ),
      }),
    ],
    [
      'nothing was folded five minutes later',
      /^4 within/,
      ({ history }) => ({
        history: {
          ...history,
          storms: history.storms.map((storm) => ({ ...storm, fiveMinutesLaterOrder: 0 })),
        },
      }),
    ],
    [
      'somebody was told an hour late in a world without faults',
      /^4 five minutes/,
      ({ ledger }) => ({
        rates: { faulty: 0, deadly: 0, lagging: 0 },
        weather: { ...evidence.weather, skewMs: 0 },
        ledger: { ...ledger, publishes: ledger.publishes.map((one) => ({ ...one, at: one.at + 3_600_000 })) },
      }),
    ],
    [
      'an alert is told twice',
      /^5/,
      ({ ledger }) => ({
        weather: { ...evidence.weather, skewMs: 0 },
        ledger: { ...ledger, publishes: ledger.publishes.flatMap((one) => [one, one]) },
      }),
    ],
    [
      'ten are published at once',
      /^6 fewer than ten/,
      ({ ledger }) => ({
        ledger: {
          ...ledger,
          publishes: ledger.publishes.flatMap((one) => Array.from({ length: 10 }, () => one)),
        },
      }),
    ],
    [
      'a subscription was deactivated',
      /^6 fewer than ten/,
      ({ subscriptions }) => ({
        subscriptions: withFirst(subscriptions, (one) => ({ ...one, isActive: false })),
      }),
    ],
    [
      'an email does not name its incident',
      /^6 every incident/,
      ({ ledger }) => ({
        ledger: { ...ledger, publishes: ledger.publishes.map((one) => ({ ...one, deliveries: [] })) },
      }),
    ],
    [
      'six SMS are sent at once',
      /^6 SMS/,
      ({ ledger }) => ({
        weather: { ...evidence.weather, skewMs: 0 },
        ledger: {
          ...ledger,
          publishes: ledger.publishes
            .filter(({ channels }) => channels.includes('sms'))
            .flatMap((one) => Array.from({ length: 6 }, () => one)),
        },
      }),
    ],
  ])('%s', (_, check, tamper) => {
    expect(violationsIn(evidence).map(({ check }) => check)).toEqual([]);
    const found = violationsIn({ ...evidence, ...tamper(evidence) }).map(({ check }) => check);
    expect(found.filter((name) => check.test(name))).not.toEqual([]);
  });
});
