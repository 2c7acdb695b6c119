import { describe, expect, test } from '@jest/globals';
import { ApiIncidents, ApiProblem } from '../../../lib/domain/api/schemas.ts';
import { monthBefore, monthOf } from '../../../lib/domain/incidents/month.ts';
import { MONTH } from './incidents-of-march.ts';
import type { Reader } from './reading.ts';

/** What is asked for wrongly, over the incidents of March: cases for the file that starts their stack. */
export const describeWrongFilters = (reader: () => Reader): void =>
  describe('a wrong filter', () => {
    const thisMonth = monthOf(Date.now());
    test.each([
      ['/incidents?cause=down', 'cause: expected one of address, dns'],
      ['/incidents.csv?family=order', 'family: expected one of orders'],
      ['/incidents/statistics?month=2026', 'month: expected a month, such as 2026-11'],
      ['/incidents/statistics?state=open', 'state: not known here; expected month, from, to'],
      [`/incidents?month=${MONTH}&state=open`, 'state: what is not settled'],
      [`/incidents?month=${MONTH}&from=2026-01`, 'month: one month'],
      ['/incidents?from=2026-03&to=2026-02', 'from: expected 2026-02 or an earlier month'],
      ['/incidents?from=2020-01&to=2026-02', 'from: expected 2024-03 or later: at most 24 months'],
      [`/incidents?month=${MONTH}&sort=count`, 'sort: of months expected openedAt or -openedAt'],
      ['/incidents?q=a&q=b', 'q: expected once'],
      [`/incidents?month=${MONTH}&after=eyJ4IjoxfQ`, 'after: expected the next of a page of this very list'],
      [`/incidents?from=${monthBefore(thisMonth, 30)}`, 'from: expected'],
    ])('%s is a problem that says what is wrong and what is right', async (path, words) => {
      const answer = await reader().api(path);
      expect(answer.status).toBe(400);
      expect(ApiProblem.parse(await answer.json()).detail).toContain(words);
    });

    test('on the page keeps what was typed', async () => {
      const html = await reader().page('/console/history?list=2026-3&cause=down&q=tomcat%22%3E', 400);
      expect(html).toContain('list: expected open, year, or a month');
      expect(html).toContain('cause: expected one of address');
      expect(html).toContain('value="tomcat&quot;&gt;"');
    });

    test('a cursor of another list is refused: it would skip what it does not know', async () => {
      const { next } = await reader().read(`/incidents?month=${MONTH}&limit=1`, ApiIncidents);
      const answer = await reader().api(`/incidents?month=2026-02&after=${next}`);
      expect(answer.status).toBe(400);
    });
  });
