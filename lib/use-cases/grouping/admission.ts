import { randomUUID } from 'node:crypto';
import { latestIncident } from '../../adapters/dynamodb/incidents.ts';
import { knownEndpoints } from '../../adapters/dynamodb/monitors.ts';
import {
  addOpened,
  type OpenCounts,
  type Opened,
  readOpenCounts,
} from '../../adapters/dynamodb/open-counts.ts';
import { familiarity } from '../../domain/alerting/alert-order.ts';
import { mayOpen } from '../../domain/alerting/open-limit.ts';
import { floodKey } from '../../domain/incidents/flood.ts';
import { TEST_SOURCES } from '../../domain/incidents/test-alert.ts';
import type { ReadableNotification } from '../../domain/intake/notification.ts';
import { AGAIN, ATTEMPTS, attemptOrThrow } from '../runtime/attempts.ts';
import type { StoreContext } from '../runtime/run-context.ts';

/** Fewer endpoints than this are looked up one by one, in parallel. */
const WORTH_LOOKING_UP = 10;

type SourceState = { open: number; isFlooding: boolean; hasFlood: boolean; opened: number; flooded: boolean };

/**
 * Decides which notifications open an incident of their own and which go into their source's flood. It reads the
 * counts once, when the first incident is about to open, and keeps counting from there. Runs at the same time may
 * each use the remaining room, so the cap can be exceeded by what they open together.
 */
export class Admission {
  readonly #run: StoreContext;
  #counts: Promise<OpenCounts | undefined> | undefined;
  readonly #sources = new Map<string, Promise<SourceState>>();

  #new: ReadonlySet<string> = new Set();

  constructor(run: StoreContext) {
    this.#run = run;
  }

  /**
   * Looks up which of many endpoints are new: one read, instead of one per endpoint to find that it has no incident.
   */
  async lookUp(endpointKeys: readonly string[]): Promise<void> {
    if (endpointKeys.length < WORTH_LOOKING_UP) return;
    try {
      const known = await knownEndpoints(this.#run.store, endpointKeys);
      this.#new = new Set(endpointKeys.filter((key) => !known.has(key)));
    } catch (error) {
      this.#run.log.warn('endpoints could not be looked up together; each is looked up alone', { error });
    }
  }

  /** Whether an endpoint is known to have had no incident. Writes that rely on this are conditional. */
  isNew(endpointKey: string): boolean {
    return this.#new.has(endpointKey);
  }

  /** Whether a notification may open an incident of its endpoint's own. */
  async admits({ endpointKey, endpoint, source }: ReadableNotification): Promise<boolean> {
    const { oncall } = this.#run;
    const subject = { endpointKey, endpoint };
    if (!oncall || TEST_SOURCES.includes(source) || familiarity(subject, oncall) === 0) return true;
    let pending = this.#sources.get(source);
    if (!pending) {
      pending = this.#stateOf(source);
      this.#sources.set(source, pending);
    }
    const state = await pending;
    const { open, opened, isFlooding } = state;
    if (mayOpen(subject, { open: open + opened, isFlooding }, oncall)) {
      state.opened += 1;
      return true;
    }
    state.isFlooding = true;
    state.flooded = true;
    return false;
  }

  /** Adds what was opened to the stored counts. */
  async settle(): Promise<void> {
    const opened = new Map<string, Opened>();
    for (const [source, pending] of this.#sources) {
      const state = await pending;
      // Marked before its incident is written, and anew where an earlier flood is over: no sweep takes off a fresh mark.
      const opensFlood = state.flooded && !state.hasFlood;
      if (state.opened > 0 || opensFlood)
        opened.set(source, { opened: state.opened, isFlooding: opensFlood });
    }
    if (opened.size === 0) return;
    try {
      await this.#add(opened);
    } catch (error) {
      this.#run.log.error('opened incidents were not counted; the next sweep counts them', {
        sources: [...opened.keys()],
        error,
      });
    }
  }

  /**
   * Retries when others count at the same time. A write of its own whose answer was lost is recognised by its name.
   */
  async #add(opened: ReadonlyMap<string, Opened>): Promise<void> {
    const name = randomUUID();
    const { store } = this.#run;
    await attemptOrThrow(this.#run, ATTEMPTS.countingOpened, 'open-incidents', async (failed) => {
      const counts = (failed === 0 ? await this.#counts : undefined) ?? (await readOpenCounts(store));
      return (
        counts.writtenBy === name || (await addOpened(store, counts, opened, name, this.#run.now())) || AGAIN
      );
    });
  }

  async #stateOf(source: string): Promise<SourceState> {
    this.#counts ??= this.#read();
    const counts = await this.#counts;
    const hasFlood = (counts?.flooding.has(source) ?? false) && (await this.#isFloodOpen(source));
    return {
      open: counts?.bySource.get(source) ?? 0,
      isFlooding: hasFlood,
      hasFlood,
      opened: 0,
      flooded: false,
    };
  }

  /** The cap protects people from floods; if it cannot be read, nobody must miss an alert because of that. */
  async #read(): Promise<OpenCounts | undefined> {
    try {
      return await readOpenCounts(this.#run.store);
    } catch (error) {
      this.#run.log.error(
        'the open incidents of sources could not be read: only those opened now count towards the cap',
        {
          error,
        },
      );
      return undefined;
    }
  }

  async #isFloodOpen(source: string): Promise<boolean> {
    const latest = await latestIncident(this.#run.store, floodKey(source));
    return latest !== undefined && latest.state !== 'resolved';
  }
}
