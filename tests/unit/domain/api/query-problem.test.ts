import { expect, test } from '@jest/globals';
import { IncidentQuery } from '../../../../lib/domain/api/queries.ts';
import { queryProblem } from '../../../../lib/domain/api/query-problem.ts';

const problemOf = (query: Record<string, string>): string => {
  const { error } = IncidentQuery.safeParse(query);
  return error ? queryProblem(error, IncidentQuery) : '';
};

test.each([
  [{ family: 'order' }, 'family: expected one of orders, products, loyalty, customers, installs, other'],
  [{ state: 'closed' }, 'state: expected open'],
  [{ month: '2026-13' }, 'month: expected a month, such as 2026-11'],
  [{ from: 'May' }, 'from: expected a month, such as 2026-11'],
  [{ limit: '1e3' }, 'limit: expected a whole number'],
  [{ source: 'Main!' }, 'source: expected 1–64 of a–z'],
  [{ cause: 'down' }, 'cause: expected one of address, dns, dns-temporary'],
  [{ colour: 'red' }, 'colour: not known here; expected state, month, from, to, severity, family, cause'],
])('%j: the field is named, and what it takes', (query, words) => {
  expect(problemOf(query)).toContain(words);
});

test('each wrong field has a line of its own', () => {
  expect(problemOf({ family: 'x', cause: 'y' }).split('\n')).toHaveLength(2);
});
