import { expect, jest, test } from '@jest/globals';
import { decodeTime, isValid } from 'ulid';
import { newId } from '../../../../lib/adapters/random/new-id.ts';

const at = new Date('2026-11-27T08:00:00.123Z');

test('an id says when it was made, and each of its random digits comes as each of 32', () => {
  const ids = Array.from({ length: 3000 }, () => newId(at));
  expect(ids.every((id) => isValid(id) && decodeTime(id) === at.getTime())).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  const digits = Array.from({ length: 16 }, (_, place) => new Set(ids.map((id) => id[10 + place])).size);
  expect(digits).toEqual(Array.from({ length: 16 }, () => 32));
});

test('the system is not asked for the chance of each digit', () => {
  const asked = jest.spyOn(crypto, 'getRandomValues');
  newId(at);
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
});
