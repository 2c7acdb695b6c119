import { expect, test } from '@jest/globals';
import { Instant, instantIn, inZone } from '../../../../lib/domain/oncall/instant.ts';

const AT = '2026-06-12T16:42:07.500Z';

test.each([
  ['Asia/Riyadh', '2026-06-12T19:42:07.500+03:00'],
  ['America/St_Johns', '2026-06-12T14:12:07.500-02:30'],
  ['Asia/Kathmandu', '2026-06-12T22:27:07.500+05:45'],
  ['UTC', AT],
])('a moment by the clock of %s is the same moment', (timeZone, shown) => {
  expect(instantIn(AT, timeZone)).toBe(shown);
  expect(Date.parse(instantIn(AT, timeZone))).toBe(Date.parse(AT));
  expect(instantIn(Date.parse(AT), timeZone)).toBe(shown);
  expect(Instant.safeParse(shown).success).toBe(true);
});

test('only fields that hold a moment are rewritten', () => {
  expect(inZone({ at: AT, message: AT, count: 1 }, 'Asia/Riyadh')).toEqual({
    at: '2026-06-12T19:42:07.500+03:00',
    message: AT,
    count: 1,
  });
});
