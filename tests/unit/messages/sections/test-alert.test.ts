import { expect, test } from '@jest/globals';
import { emailOfDrill } from '../../../../lib/messages/sections/test-alert.ts';
import { contextAt, opened } from '../fixtures.ts';

test('a drill says to which levels it went', () => {
  const to = (level?: number) =>
    /^To +(.*)$/m.exec(
      emailOfDrill({ ...opened(), kind: 'test', ...(level && { level }) }, contextAt(0)),
    )?.[1];
  expect(to()).toBe('Level 1, the only one.');
  expect(to(1)).toBe('Level 1, the only one.');
  expect(to(3)).toBe('Levels 1 to 3, at once.');
});
