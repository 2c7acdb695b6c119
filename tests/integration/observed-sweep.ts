import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { type Swept, sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, indexOf, intercepted } from './intercepted.ts';
import { putIncidents } from './open-incidents.ts';
import { pickySns } from './picky-sns.ts';
import { startWorld, type World } from './world.ts';

const FUNCTION_MS = 50_000;
const CALL_MS = 10;
/** What oncall.yml names. */
export const NAMED = 'https://shop.example/hooks/orders';
export const NOW = new Date('2026-11-24T12:00:00.000Z');
type Call = { name: string; table: string; index: string };
type Fails = (call: Call) => boolean;

export const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
export const place = (index: number): string => `https://many.example/menu/${index}`;

/** Sweeps of which each call is seen, and may fail; time passes by calls and waits alone. */
export const observedSweep = () => {
  let world: World;
  let sns: Awaited<ReturnType<typeof pickySns>>;
  /** What was asked for, in order; a publish is one of them. */
  const calls: Call[] = [];
  const metrics: Record<string, number> = {};
  let fails: Fails;

  beforeAll(async () => {
    sns = await pickySns(() => false);
  });
  afterAll(() => sns?.stop());
  beforeEach(() => {
    sns.accepted.splice(0);
    calls.splice(0);
    for (const name of Object.keys(metrics)) delete metrics[name];
    fails = () => false;
  });
  /** Tables of its own for each test of a group, where faults are made; or the same for all, in which one test goes on from another. */
  const ownWorlds = (): void => {
    beforeEach(async () => {
      world = await startWorld();
    });
    afterEach(() => world?.stop());
  };
  const sharedWorld = (items: () => readonly Incident[]): void => {
    beforeAll(async () => {
      world = await startWorld();
      await putIncidents(world.store, items());
    });
    afterAll(() => world?.stop());
  };

  /** A client that says what it is asked for, and to which a call costs a fixed time; a fault is what no real part makes on demand. */
  const observed = <Client extends object>(
    client: Client & { send: (...args: never[]) => unknown },
    spend: () => void,
  ): Client =>
    intercepted(client, (command, next) => {
      const request = Object.keys(Reflect.get(command.input, 'RequestItems') ?? {})[0];
      const table = request ?? String(Reflect.get(command.input, 'TableName') ?? '');
      const call = {
        name: command.constructor.name,
        table: table.replace(/^.*-/, ''),
        index: indexOf(command),
      };
      calls.push(call);
      spend();
      return fails(call) ? Promise.reject(awsError('AccessDeniedException')) : next();
    });

  /** A function whose time is used up by calls and waits alone, so that nothing depends on this machine. */
  const run = (at: Date, functionMs = FUNCTION_MS, callMs = CALL_MS): RunContext => {
    let spentMs = 0;
    const spend = (): void => {
      spentMs += callMs;
    };
    return alertingRun(world, observed(sns.client, spend), {
      store: { ...world.store, client: observed(world.store.client, spend) },
      oncall: RuntimeOncallConfig.parse({ endpoints: [{ url: NAMED, severity: 'critical' }] }),
      now: () => new Date(at.getTime() + spentMs),
      sleep: async (ms) => {
        spentMs += ms;
      },
      remainingMs: () => functionMs - spentMs,
    });
  };
  /** The same, with a list of which each page takes so long. */
  const slowRun = (at: Date, pageMs: number, functionMs = FUNCTION_MS): RunContext => {
    const slow = run(at, functionMs);
    const client = intercepted(slow.store.client, async (command, next) => {
      if (indexOf(command) === 'listName') await slow.sleep(pageMs);
      return next();
    });
    return { ...slow, store: { ...slow.store, client } };
  };
  const telemetry = {
    count: (name: string, by = 1) => {
      metrics[name] = (metrics[name] ?? 0) + by;
    },
    gaugeSeconds: (name: string, seconds: number) => {
      metrics[name] = seconds;
    },
  };
  let sweeps = 0;
  const sweepAt = (at: Date, functionMs = FUNCTION_MS, callMs = CALL_MS): Promise<Swept> =>
    sweep(run(at, functionMs, callMs), `holder-${sweeps++}`, 0, telemetry);
  const emails = (): string[] => sns.accepted.flatMap(({ email }) => email ?? []);
  const smses = (): string[] => sns.accepted.flatMap(({ sms }) => sms ?? []);
  /** In how many emails each incident is named; read once for many. */
  const namings = (): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const text of emails())
      for (const id of new Set(text.match(/\b[0-9a-z]{12}-1\b/g))) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };
  const named = ({ incidentId }: Incident): number => namings().get(incidentId) ?? 0;
  const namedOtherThan = (times: number, incidents: readonly Incident[]): Incident[] => {
    const counts = namings();
    return incidents.filter(({ incidentId }) => (counts.get(incidentId) ?? 0) !== times);
  };
  const unsent = (incidents: readonly Incident[]): Incident[] => {
    const counts = namings();
    return incidents.filter(({ incidentId }) => !counts.has(incidentId));
  };
  const firstOf = (isIt: (call: Call) => boolean): number => calls.findIndex(isIt);
  const isPublish = ({ name }: Call): boolean => name === 'PublishCommand';
  const isClosing = ({ name, table }: Call): boolean => name === 'UpdateItemCommand' && table === 'incidents';

  return {
    ownWorlds,
    sharedWorld,
    slowRun,
    telemetry,
    sweepAt,
    emails,
    smses,
    named,
    namedOtherThan,
    unsent,
    firstOf,
    isPublish,
    isClosing,
    calls,
    metrics,
    world: () => world,
    sns: () => sns,
    /** From now on, until the test ends. */
    fail: (which: Fails): void => {
      fails = which;
    },
  };
};
