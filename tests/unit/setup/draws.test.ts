import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import * as z from 'zod';

const Draws = z.object({
  numbersFor: z.custom<(name: string) => () => number>((value) => typeof value === 'function'),
  drawFrom: z.custom<(next: () => number) => () => void>((value) => typeof value === 'function'),
});
const { numbersFor, drawFrom } = Draws.parse(require('../../setup/draws.cjs'));

let putBack: () => void = () => undefined;
afterEach(() => putBack());

const SOURCES = {
  'Math.random': () => Math.random(),
  getRandomValues: () => [...crypto.getRandomValues(new Uint8Array(4))].join(),
  randomBytes: () => randomBytes(4).toString('hex'),
  randomUUID: () => randomUUID(),
};
const drawn = (name: string, draw: () => string | number): (string | number)[] => {
  putBack = drawFrom(numbersFor(name));
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
  putBack = drawFrom(numbersFor('one'));
  expect(z.uuidv4().safeParse(randomUUID()).error).toBeUndefined();
  expect(randomBytes(33)).toHaveLength(33);
});
