import { readSummaries, type Summary } from '../../adapters/dynamodb/incident-summaries.ts';
import type { Cursor } from '../../adapters/dynamodb/list-incidents.ts';
import type { Store } from '../../adapters/dynamodb/store.ts';
import { type IncidentRef, incidentIdOf, OPEN_LIST } from '../../domain/incidents/incident.ts';
import { isSelfTest } from '../../domain/incidents/test-alert.ts';
import { isUncounted, type OpenCount } from '../view/up-to-date.ts';

/** So many of the newest are read at once, and at most so often. */
const PAGE = 100;
const MOST_PAGES = 4;

/**
 * Everything that has opened since a count, the newest first: read back until half of a page had been counted, since what is
 * written in one order may reach the index in another. Undefined if that is too much.
 */
export const openedSince = async (
  store: Store,
  count: OpenCount,
): Promise<(Summary & IncidentRef)[] | undefined> => {
  /** By id: one that reaches the index late may stand on two pages. */
  const opened = new Map<string, Summary & IncidentRef>();
  let after: Cursor | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const read = await readSummaries(store, OPEN_LIST, { limit: PAGE, after });
    const uncounted = read.summaries
      .map((summary) => ({ ...summary, incidentId: incidentIdOf(summary) }))
      .filter((one) => isUncounted(count, one));
    for (const one of uncounted) if (!isSelfTest(one)) opened.set(one.incidentId, one);
    after = read.next;
    if (!after || uncounted.length <= PAGE / 2) return [...opened.values()];
  }
  return undefined;
};
