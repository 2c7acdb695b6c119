import { readSilences } from '../../adapters/dynamodb/silences.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import type { Prober } from '../../adapters/probe/prober.ts';
import type { Topic } from '../../adapters/sns/publish.ts';
import type { Silence } from '../../domain/incidents/silence.ts';
import type { RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import type { Links, Place } from '../../messages/sections/message.ts';

type LogLine = (message: string, ...details: Record<string, unknown>[]) => void;

/** What grouping and closing need. */
export type StoreContext = {
  store: Store;
  log: { info: LogLine; warn: LogLine; error: LogLine };
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
  /**
   * The configuration: which endpoints are the team's own, and how many incidents a source may have; without it
   * neither is known.
   */
  oncall?: RuntimeOncallConfig;
};

/** What a run of `dispatch`, `sweep` or `check` needs. `remainingMs` is the time until the function is stopped. */
export type RunContext = StoreContext & {
  place: Place;
  topic: Topic;
  oncall: RuntimeOncallConfig;
  /** What signed links in emails are made of; undefined if the stack has no console. */
  links?: Links | undefined;
  /** Probes an endpoint; absent where probes are off, and in the sweep. */
  prober?: Prober | undefined;
  /** Below 1 in demos only: probes come, and recovery is believed, that much sooner. */
  pace?: number;
  /** Reads silences, if the table's own answer is not enough: the sweep alerts even if they cannot be read. */
  readSilences?: (endpointKeys: readonly string[]) => Promise<ReadonlyMap<string, Silence>>;
  remainingMs: () => number;
};

/** The silences of some endpoints, as this run reads them. */
export const silencesOf = (
  { store, readSilences: read }: RunContext,
  endpointKeys: readonly string[],
): Promise<ReadonlyMap<string, Silence>> => read?.(endpointKeys) ?? readSilences(store, endpointKeys);

const CONTENTION_MS = 50;

/** Waits for a random time that grows with each attempt, so that two runs that collided do not collide again. */
export const backOff = ({ sleep }: Pick<RunContext, 'sleep'>, attempt: number): Promise<void> =>
  sleep(Math.random() * CONTENTION_MS * 2 ** Math.min(attempt, 5));
