import { describe, expect, test } from '@jest/globals';
import { readDelivered } from '../../../../lib/domain/intake/delivery-report.ts';

const number = { endpoint: 'https://api.shop.example/hooks/orders', day: '2026-11-23', delivered: 12 };
const now = new Date('2026-11-23T20:59:59.999Z');
const read = (fields: Record<string, unknown> = {}, at = now) =>
  readDelivered(JSON.stringify({ ...number, ...fields }), at);

test('a number of deliveries is endpoint, day and a count', () => {
  expect(read()).toEqual({ delivered: number });
  expect(read({ delivered: 0 })).toEqual({ delivered: { ...number, delivered: 0 } });
  expect(read({ delivered: 1_000_000_000 })).toHaveProperty('delivered');
});

test.each([
  ['no URL', { endpoint: 'orders' }, '#/endpoint'],
  ['another scheme', { endpoint: 'ftp://api.shop.example/' }, '#/endpoint'],
  ['too long', { endpoint: `https://api.shop.example/${'x'.repeat(2048)}` }, '#/endpoint'],
  ['no date', { day: '23.11.2026' }, '#/day'],
  ['less than none', { delivered: -1 }, '#/delivered'],
  ['half a delivery', { delivered: 1.5 }, '#/delivered'],
  ['more than a billion', { delivered: 1_000_000_001 }, '#/delivered'],
  ['what nobody asked for', { count: 1 }, '#'],
])('%s is said to be wrong, by its field', (_, fields, pointer) => {
  expect(read(fields)).toMatchObject({ problems: [{ pointer }] });
});

describe('a day', () => {
  test.each(['2026-11-23', '2026-11-22', '2026-11-16'])(
    '%s is taken: today or one of the seven before',
    (day) => {
      expect(read({ day })).toEqual({ delivered: { ...number, day } });
    },
  );
  test.each([
    '0000-01-01',
    '0001-01-01',
    '2025-11-23',
    '2026-11-15',
    '2026-11-24',
    '2027-01-01',
    '9999-12-31',
  ])('%s is not, and the answer says which are', (day) => {
    expect(read({ day })).toEqual({
      problems: [
        { pointer: '#/day', detail: 'expected a day from 2026-11-16 to 2026-11-23, which is today (UTC)' },
      ],
    });
  });
  test('is one of UTC, and turns with it', () => {
    expect(read({ day: '2026-11-24' }, new Date('2026-11-23T23:59:59.999Z'))).toHaveProperty('problems');
    expect(read({ day: '2026-11-24' }, new Date('2026-11-24T00:00:00.000Z'))).toHaveProperty('delivered');
    expect(read({ day: '2026-02-22' }, new Date('2026-03-01T00:00:00.000Z'))).toHaveProperty('delivered');
    expect(read({ day: '2026-02-21' }, new Date('2026-03-01T00:00:00.000Z'))).toHaveProperty('problems');
  });
});

test('each wrong field is named, with what was expected', () => {
  const reading = read({ endpoint: 'orders', day: 'today' });
  expect(reading).toMatchObject({
    problems: [
      { pointer: '#/endpoint', detail: 'expected an absolute http or https URL' },
      { pointer: '#/day' },
    ],
  });
});

test('what is no JSON, or no object, is said to be so', () => {
  expect(readDelivered('{', now)).toEqual({ problems: [{ pointer: '#', detail: 'expected JSON' }] });
  expect(readDelivered('7', now)).toEqual({
    problems: [{ pointer: '#', detail: 'expected a JSON object with endpoint, day and delivered alone' }],
  });
});
