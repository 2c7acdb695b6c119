import { expect, test } from '@jest/globals';
import { firstFailed, outcomeOf, tooOld } from '../../../local/event-source/batch-outcome.ts';
import type { StreamRecord } from '../../../local/event-source/record.ts';
import { SETTINGS } from '../../../local/template/event-source-settings.ts';

const record = (sequence: number, createdS = 0): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(sequence), ApproximateCreationDateTime: createdS },
});
const [first, second, third, fourth] = [record(8), record(9), record(10), record(11)] as const;
const records = [first, second, third, fourth];
const returned = (response: unknown) => ({ kind: 'returned', response }) as const;
const failed = { kind: 'failed' } as const;
const reporting = (...sequences: unknown[]) =>
  returned({ batchItemFailures: sequences.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  ['null', null],
  ['undefined', undefined],
  ['an empty object', {}],
  ['an empty list', { batchItemFailures: [] }],
  ['a null list', { batchItemFailures: null }],
  ['another field altogether', { failures: ['8'] }],
])('%s is a complete success', (_, response) => {
  expect(firstFailed(records, returned(response), true)).toBe(4);
});

test.each([
  ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }],
  ['a misspelt key', { batchItemFailures: [{ itemIdentifer: '10' }] }],
  ['an identifier that is no number', { batchItemFailures: [{ itemIdentifier: 'ten' }] }],
  ['an identifier of another batch', { batchItemFailures: [{ itemIdentifier: '99' }] }],
  [
    'one good and one broken identifier',
    { batchItemFailures: [{ itemIdentifier: '10' }, { itemIdentifier: '' }] },
  ],
  ['a list that is none', { batchItemFailures: 'all' }],
  ['a text', 'ok'],
])('%s fails the whole batch', (_, response) => {
  expect(firstFailed(records, returned(response), true)).toBe(0);
});

test('a failed invocation fails the whole batch', () => {
  expect(firstFailed(records, failed, true)).toBe(0);
});

test('the lowest of several failures counts, as a number and not as a text', () => {
  // as texts, "10" < "9"
  expect(firstFailed(records, reporting('10', '9'), true)).toBe(1);
});

test('without ReportBatchItemFailures a report is not read', () => {
  expect(firstFailed(records, reporting('8'), false)).toBe(4);
});

test('a partial failure is done up to the lowest, and hands over the rest without splitting it', () => {
  expect(outcomeOf({ records, retries: 3 }, reporting('10'), SETTINGS)).toEqual({
    done: [first, second],
    discarded: [],
    again: [{ records: [third, fourth], retries: 0 }],
  });
});

test('a report that names the first record uses up a retry', () => {
  expect(outcomeOf({ records, retries: 1 }, reporting('8'), SETTINGS)).toEqual({
    done: [],
    discarded: [],
    again: [{ records, retries: 2 }],
  });
});

test('a throw splits the batch in two, in order, and uses up no retry', () => {
  expect(outcomeOf({ records, retries: 4 }, failed, SETTINGS).again).toEqual([
    { records: [first, second], retries: 0 },
    { records: [third, fourth], retries: 0 },
  ]);
});

test('a broken report is split as a throw is', () => {
  expect(outcomeOf({ records, retries: 0 }, reporting('99'), SETTINGS).again).toHaveLength(2);
});

test('without bisect a throw hands over the same batch again', () => {
  expect(outcomeOf({ records, retries: 0 }, failed, { ...SETTINGS, bisect: false }).again).toEqual([
    { records, retries: 1 },
  ]);
});

test('a single record is tried once and five times more, and then given up', () => {
  let retries = 0;
  let invocations = 1;
  for (;;) {
    const { again, discarded } = outcomeOf({ records: [first], retries }, failed, SETTINGS);
    if (discarded.length > 0) break;
    retries = again[0]?.retries ?? 0;
    invocations += 1;
  }
  expect(invocations).toBe(6);
});

test('when the retries of a reported batch are used up, all that remains of it is given up', () => {
  expect(outcomeOf({ records, retries: 5 }, reporting('8', '11'), SETTINGS)).toEqual({
    done: [],
    discarded: records,
    again: [],
  });
});

test('with −1 attempts nothing is ever given up', () => {
  expect(
    outcomeOf({ records: [first], retries: 9999 }, failed, { ...SETTINGS, attempts: -1 }).discarded,
  ).toEqual([]);
});

test('records older than the maximum age are split off at the head', () => {
  const old = record(1, 1000);
  const young = record(2, 4700);
  expect(tooOld({ records: [old, young], retries: 2 }, SETTINGS, 4_800_000)).toEqual({
    expired: [old],
    fresh: { records: [young], retries: 2 },
  });
  expect(tooOld({ records: [old], retries: 0 }, { ...SETTINGS, recordAgeS: -1 }, 9e12).expired).toEqual([]);
});
