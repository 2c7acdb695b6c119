import { SNSClient } from '@aws-sdk/client-sns';
import { readMonitors, startMonitoring } from '../../../lib/adapters/dynamodb/monitors.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { RunContext } from '../../../lib/use-cases/runtime/run-context.ts';
import { alertingRun } from '../alerting-run.ts';
import type { World } from '../world.ts';

export const NOW = new Date('2026-11-23T09:00:00.000Z');
export const later = (ms: number): Date => new Date(NOW.getTime() + ms);

let hours = 0;
/** A time of its own, an hour after the last: all share one bucket, which is full again by then. */
export const nextHour = (): Date => later(3_600_000 * ++hours);

/** One thing that is written, on keys of its own. */
export type Case = {
  write: (store: Store) => Promise<unknown>;
  /** What whoever writes is told, be the answer lost or not. */
  answer: unknown;
  /** What stands there then, however often it was sent. */
  read: () => Promise<unknown>;
  state: unknown;
  /** What the caller is told who writes the same again because no answer ever came; `answer` if not said. */
  answerAgain?: unknown;
  stateAgain?: unknown;
  /** What is written next: a copy of the first write that comes after it must not undo it. */
  next: (store: Store) => Promise<unknown>;
  stateAfterNext: unknown;
};

/** One write of lib/adapters/dynamodb: in which file, and how it is tried. */
export type Entry = { file: string; name: string; make: (world: World) => Promise<Case> };

/** Nothing is published here. */
const nowhere = new SNSClient({ endpoint: 'http://127.0.0.1:1', region: 'us-east-1' });

export const workOver = (world: World, store: Store): RunContext =>
  alertingRun(world, nowhere, { store, now: () => NOW });

export const monitoredAt = async (world: World, endpoint: string, at: Date) => {
  const key = endpointKey(endpoint);
  await startMonitoring(world.store, { endpointKey: key, endpoint, lane: 'configured' }, at);
  const [monitored] = await readMonitors(world.store, [key], () => undefined);
  if (!monitored) throw new Error('nothing is monitored');
  return monitored;
};

export const probeAt = (at: Date) => ({
  at: at.toISOString(),
  ms: 80,
  outcome: { kind: 'answered' as const },
  answer: { method: 'GET' as const, status: 200, bodyBytes: 0, cut: false },
  stages: {},
  addresses: [],
  failedAddresses: [],
});
