import { expect, test } from '@jest/globals';
import { readDelivered } from '../../../../lib/domain/intake/delivery-report.ts';

const number = { endpoint: 'https://api.shop.example/hooks/orders', day: '2026-11-23', delivered: 12 };
const read = (fields: Record<string, unknown> = {}) =>
  readDelivered(JSON.stringify({ ...number, ...fields }));

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
  expect(readDelivered('{')).toEqual({ problems: [{ pointer: '#', detail: 'expected JSON' }] });
  expect(readDelivered('7')).toEqual({
    problems: [{ pointer: '#', detail: 'expected a JSON object with endpoint, day and delivered alone' }],
  });
});
