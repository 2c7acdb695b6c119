import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { drawFrom } from '../../setup/draws.ts';
import { Random } from '../../simulation/world/random.ts';

let putBack: () => void = () => undefined;
afterEach(() => putBack());

const SOURCES = {
  'Math.random': () => Math.random(),
  getRandomValues: () => [...crypto.getRandomValues(new Uint8Array(4))].join(),
  randomBytes: () => randomBytes(4).toString('hex'),
  randomUUID: () => randomUUID(),
  randomInt: () => randomInt(2 ** 32),
  'randomInt from one number to another': () => randomInt(-(2 ** 31), 2 ** 31),
};
const drawn = (name: string, draw: () => string | number): (string | number)[] => {
  putBack = drawFrom(new Random(1, name));
  const values = Array.from({ length: 5 }, draw);
  putBack();
  return values;
};

test.each(Object.entries(SOURCES))(
  '%s gives the same again, other values each time and to each file',
  (_, draw) => {
    const values = drawn('one', draw);
    expect(drawn('one', draw)).toEqual(values);
    expect(new Set([...values, ...drawn('another', draw)]).size).toBe(10);
  },
);

test('an id is a UUID of version 4, and bytes are as many as were asked for', () => {
  putBack = drawFrom(new Random(1, 'one'));
  expect(z.uuidv4().safeParse(randomUUID()).error).toBeUndefined();
  expect(randomBytes(33)).toHaveLength(33);
});

test('a file of tests draws from the seed, and from its own name', () => {
  const own = new Random(Number(process.env['SEED']), 'tests/unit/setup/draws.test.ts');
  expect(Array.from({ length: 10_000 }, own.next)).toContain(Math.random());
});
