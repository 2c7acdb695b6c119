import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Totals } from '../../../lib/console/components/totals.tsx';
import { findIncidents } from '../../../lib/console/search/find-incidents.ts';
import { incidentStatistics } from '../../../lib/console/search/incident-statistics.ts';
import { listsOf } from '../../../lib/console/search/period.ts';
import { incidentIdOf } from '../../../lib/domain/incidents/incident.ts';
import { contextAt } from '../../unit/messages/fixtures.ts';
import { putIncidents } from '../open-incidents.ts';
import { startWorld, type World } from '../world.ts';
import { before, MONTH, real, testAlert, tomcat } from './incidents-of-march.ts';

/* Whoever looks through a part says that it was a part, and where to go on. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await putIncidents(world.store, [...real, testAlert, before]);
});
afterAll(() => world?.stop());

describe('incidents are found', () => {
  test('also behind pages on which nothing fits: each says where it goes on', async () => {
    const wanted = { filter: { q: 'tomcat' }, limit: 50, runs: listsOf([MONTH]) };
    const found: string[] = [];
    let pages = 0;
    let begin: Parameters<typeof findIncidents>[1]['begin'];
    do {
      const one = await findIncidents(
        { store: world.store, isWhole: true, newestFirst: true, limit: 3, queries: 2 },
        { ...wanted, begin, view: contextAt(0) },
      );
      pages += 1;
      found.push(...one.rows.map(({ value }) => incidentIdOf(value)));
      begin = one.next;
      if (one.rows.length === 0 && one.next) expect(one.searchedTo).toMatch(/^2026-03-/);
    } while (begin && pages < 100);
    expect(found).toEqual([tomcat.incidentId]);
    expect(pages).toBeGreaterThan(5);
  });
});

test('figures that are not of all say so, and so does the page', async () => {
  const tooFew = { short: -1, whole: -1 }; // of two lists only one is read
  const some = await incidentStatistics(world.store, {}, [MONTH], contextAt(0), tooFew);
  expect(some.isWhole).toBe(false);
  expect(some.total.incidents).toBe(real.filter(({ listName }) => listName === 'open').length);
  const html = String(Totals({ statistics: some.total, isWhole: some.isWhole }));
  expect(html).toContain('these figures are of the latest part');
  expect(html).toContain(`<strong>at least ${some.total.incidents}</strong>`);
});
