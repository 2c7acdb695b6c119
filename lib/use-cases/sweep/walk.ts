import { recentIncidents } from '../../adapters/dynamodb/incidents.ts';
import { type OpenListCursor, readOpenPage } from '../../adapters/dynamodb/open-list.ts';
import { putSweepCursor, readSweepCursor, type SweepCursor } from '../../adapters/dynamodb/sweep-cursor.ts';
import { endpointKey } from '../../domain/endpoints/endpoint.ts';
import { OPEN_LIST } from '../../domain/incidents/incident.ts';
import { mapWithLimit } from '../runtime/map-limit.ts';
import type { RunContext } from '../runtime/run-context.ts';
import type { Survey } from './survey.ts';

const READ_AT_ONCE = 8;
const LATEST = 1;

/**
 * Reads the open list page by page, newest first, as long as time allows. If one sweep's time is not enough for the
 * whole list, the next reads the newest and continues where this one stopped.
 */
export class Walk {
  readonly #run: RunContext;
  readonly #survey: Survey;
  #at: OpenListCursor | undefined;
  #goOnAt: OpenListCursor | undefined;
  #kept: SweepCursor = { at: undefined, revision: 0 };
  #pages = 0;
  #hasStarted = false;
  isDone = false;
  /** Whether every page was read, none left out. */
  isWhole = true;

  constructor(run: RunContext, survey: Survey) {
    this.#run = run;
    this.#survey = survey;
  }

  /** Whether any page was read. */
  get hasRead(): boolean {
    return this.#pages > 0;
  }

  /** Reads pages until there are no more, or `mayGoOn` says no; one in any case. */
  async advance(mayGoOn: () => boolean): Promise<void> {
    if (!this.#hasStarted) {
      this.#hasStarted = true;
      this.#kept = await readSweepCursor(this.#run.store);
      this.#goOnAt = this.#kept.at;
    }
    do {
      if (this.isDone) return;
      const page = await readOpenPage(this.#run.store, this.#at);
      await this.#survey.page(page);
      this.#pages += 1;
      this.#at = page.next;
      this.isDone = page.next === undefined;
      this.#jump();
    } while (mayGoOn());
  }

  /** After the newest page, continue where the last sweep stopped. */
  #jump(): void {
    if (!this.#goOnAt || !this.#at) return;
    if (this.#goOnAt.openedAt < this.#at.openedAt) {
      this.#at = this.#goOnAt;
      this.isWhole = false;
    }
    this.#goOnAt = undefined;
  }

  /**
   * Endpoints that a team lists exactly are looked up by key: in a list of tens of thousands they would come up by
   * chance.
   */
  async named(): Promise<void> {
    const { oncall, store } = this.#run;
    const keys = [...new Set(oncall.endpoints.map(({ url }) => endpointKey(url)))];
    const { outputs } = await mapWithLimit(
      keys,
      READ_AT_ONCE,
      () => true,
      (key) => recentIncidents(store, key, LATEST),
    );
    await this.#survey.also(outputs.flat().filter(({ listName }) => listName === OPEN_LIST));
  }

  /** Stores where the next sweep continues, if this one did not reach the end. */
  async keepPlace(): Promise<void> {
    if (!this.isDone && this.#at) await putSweepCursor(this.#run.store, this.#kept, this.#at);
    else if (this.isDone && this.#kept.at) await putSweepCursor(this.#run.store, this.#kept, undefined);
  }
}
