import { expect, test } from '@jest/globals';
import { unsentActions, unsentBefore } from '../../../../lib/domain/incidents/unsent-actions.ts';
import { at } from '../../examples.ts';
import { fresh, perform, type State } from './performed.ts';

const noted = (state: State, notes: number): State =>
  Array.from({ length: notes }).reduce<State>(
    (before, _, index) =>
      perform(
        before,
        { kind: 'note', text: `note ${state.incident.version} ${index}` },
        `0${3 + Math.floor(index / 50)}:${10 + (index % 50)}:00.000`,
      ).after,
    state,
  );
const alerted = ({ incident, ...rest }: State, lastAction: number): State => {
  const email = {
    at: at('03:00:02.000').toISOString(),
    kind: 'note' as const,
    state: 'open' as const,
    count: 1,
    cause: 'unavailable',
    growthIntervalMinutes: 5,
    lastAction,
  };
  return { ...rest, incident: { ...incident, lastSent: { revision: 1, email } } };
};
const numbers = ({ incident }: State) => incident.recentActions?.map(({ number }) => number);

test('acts that were told leave an incident, but for the last few; numbers go on', () => {
  expect(numbers(noted(alerted(noted(fresh(), 8), 8), 1))).toEqual([5, 6, 7, 8, 9]);
});

test('acts that were not told stay, however many come between two messages', () => {
  expect(numbers(noted(fresh(), 12))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(numbers(noted(alerted(noted(fresh(), 4), 3), 8))).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('of more than thirty the first are on the time-line alone, and it is known how many', () => {
  const { incident } = noted(alerted(noted(fresh(), 2), 2), 41);
  expect(incident.recentActions?.map(({ number }) => number)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 14),
  );
  expect(unsentBefore(incident, unsentActions(incident))).toBe(11);
});
