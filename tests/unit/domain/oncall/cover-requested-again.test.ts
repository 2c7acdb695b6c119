import { describe, expect, test } from '@jest/globals';
import { agreed, decide, HOUR_MS, NOW, problemOf, request } from './asked-covers.ts';

describe('the same request', () => {
  const asked = request({ covered: { level: 1 }, from: NOW, to: NOW + 2 * HOUR_MS });
  const first = agreed(asked);

  test('sent twice within a moment is one cover', () => {
    const again = { ...asked, from: NOW + 3000, to: asked.to + 3000 };
    expect(decide(again, first, NOW + 3000)).toEqual({ kind: 'already', cover: first[0] });
  });

  test('exactly as it was is one cover however late, and a new one if it was ended', () => {
    const later = NOW + HOUR_MS;
    const exact = request();
    const [cover] = agreed(exact);
    expect(decide(exact, cover ? [cover] : [], NOW + 50_000)).toEqual({ kind: 'already', cover });
    const ended = first.map((one) => ({ ...one, endedAt: new Date(later).toISOString() }));
    expect(problemOf({ ...asked, from: later }, ended, later)).toBe('new');
  });

  test('exactly as it was is one cover half an hour later too; with another beginning or end it overlaps', () => {
    const exact = request();
    const before = agreed(exact);
    const later = NOW + HOUR_MS / 2;
    expect(decide(exact, before, later)).toEqual({ kind: 'already', cover: before[0] });
    expect(problemOf({ ...exact, to: exact.to + 1 }, before, later)).toBe('beginning overlaps');
    expect(problemOf({ ...exact, from: exact.from + 1 }, before, later)).toBe('beginning overlaps');
  });

  test.each([
    [59_999, 59_999, 59_999, 'already'],
    [59_999, -59_999, -59_999, 'already'],
    [60_000, 1, 1, 'beginning overlaps'],
    [59_999, 60_000, 0, 'beginning overlaps'],
    [59_999, 0, 60_000, 'beginning overlaps'],
    [59_999, 0, -60_000, 'beginning overlaps'],
  ])('sent again after %d ms, beginning %d and ending %d ms later: %s', (after, from, to, answer) => {
    const exact = request();
    const again = { ...exact, from: exact.from + from, to: exact.to + to };
    expect(problemOf(again, agreed(exact), NOW + after)).toBe(answer);
  });

  test('after it was ended by mistake is a new cover', () => {
    const now = NOW + 20_000;
    const ended = first.map((one) => ({ ...one, endedAt: new Date(NOW + 10_000).toISOString() }));
    expect(problemOf({ ...asked, from: now, to: asked.to }, ended, now)).toBe('new');
  });

  test('by somebody else is another request, and overlaps', () => {
    expect(problemOf({ ...asked, by: 'huda', from: NOW + 3000 }, first, NOW + 3000)).toBe(
      'beginning overlaps',
    );
  });
});
