import { expect, test } from '@jest/globals';
import { eachMatch } from '../../../../lib/domain/security/each-match.ts';

const PATTERN = /b(\d)/g;
const matchesIn = (text: string): [number, string | undefined][] => {
  const found: [number, string | undefined][] = [];
  eachMatch(PATTERN, text, ({ index, 1: digit }) => found.push([index, digit]));
  return found;
};

test('every match is handed over, with its place and its groups, each time', () => {
  expect(matchesIn('b1 ab2 b b3')).toEqual([
    [0, '1'],
    [4, '2'],
    [9, '3'],
  ]);
  expect(matchesIn('b1')).toEqual([[0, '1']]);
});

test('a search that was broken off leaves nothing out of the next', () => {
  const stop = (): void => {
    throw new Error('stop');
  };
  expect(() => eachMatch(PATTERN, '   b1', stop)).toThrow('stop');
  expect(matchesIn('b1')).toEqual([[0, '1']]);
});

test('a pattern that matches nothing comes to its end', () => {
  const places: number[] = [];
  eachMatch(/x*/g, 'ab', ({ index }) => places.push(index));
  expect(places).toEqual([0, 1, 2]);
});
