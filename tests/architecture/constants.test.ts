import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { sourceFiles } from './sources.ts';

const { makersIn } = z
  .object({ makersIn: z.custom<(source: string) => string[]>((value) => typeof value === 'function') })
  .parse(require('../../deploy/unused-constants.cjs'));
const { OURS } = z.object({ OURS: z.instanceof(RegExp) }).parse(require('../../deploy/our-modules.cjs'));

/**
 * What makes constants of modules and does nothing else: a bundle leaves such a constant out where it is not used, with whatever
 * making it does. So nothing belongs here that registers, reads, writes or counts.
 */
const MAKERS = new Set([
  // of schemas
  'z',
  'contact',
  'page',
  'timeOfWeek',
  'typed',
  'whole',
  // of values that the language knows
  'new Date',
  'new Map',
  'new RegExp',
  'new Set',
  'new TextDecoder',
  'new WeakMap',
  'new WeakSet',
  'String.raw',
  'Symbol',
  'Weekday.options.join',
  // of our own
  'causesBy',
  'formatByZone',
  'inPath',
  'ownText',
  'problem',
  'problemAnswer',
  'problemOf',
  'ranges',
]);
/** A schema made of another, which gives a new one and leaves the first as it was. */
const OF_SCHEMA = /^[A-Za-z]\w*\.(?:catch|exclude|extend|pick|pipe|refine)$/;

const made = sourceFiles('lib')
  .filter(({ path }) => OURS.test(`/${path}`))
  .flatMap(({ path, text }) => makersIn(text).map((maker) => ({ path, maker })));

test('a constant of a module is made by nothing that has another effect', () => {
  expect(made.filter(({ maker }) => !MAKERS.has(maker) && !OF_SCHEMA.test(maker))).toEqual([]);
});

test('and nothing is known as such a maker that makes none', () => {
  const makers = new Set(made.map(({ maker }) => maker));
  expect([...MAKERS].filter((maker) => !makers.has(maker))).toEqual([]);
  expect(made.length).toBeGreaterThan(300);
});
