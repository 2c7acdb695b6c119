import { expect, test } from '@jest/globals';
import { emailOfTestAlert } from '../../../../lib/messages/sections/test-alert.ts';
import { contextAt, opened } from '../fixtures.ts';

test('a test alert says to which levels it went', () => {
  const to = (level?: number) =>
    /^It goes to (.*)$/m.exec(
      emailOfTestAlert({ ...opened(), kind: 'test', ...(level && { level }) }, contextAt(0)),
    )?.[1];
  expect(to()).toBe('level 1, the only one.');
  expect(to(1)).toBe('level 1, the only one.');
  expect(to(3)).toBe('levels 1 to 3 at once.');
});
