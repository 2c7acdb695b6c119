import { expect, test } from '@jest/globals';
import {
  expectedStatusOf,
  namedBy,
  watchedByName,
} from '../../../../lib/domain/endpoints/configured-monitor.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { OncallAtRuntime } from '../../../../lib/domain/oncall/config.ts';

const ORDERS = 'https://api.shop.example/hooks/orders';
const oncall = OncallAtRuntime.parse({
  endpoints: [
    { url: 'https://api.shop.example/', name: 'Shop' },
    { url: ORDERS, name: 'Orders' },
    { url: ORDERS, expectedStatus: 405 },
    { url: 'https://api.shop.example/hooks/menu', expectedStatus: 204 },
  ],
});

test('a status is expected of exactly the endpoint that was named with it', () => {
  expect(expectedStatusOf(ORDERS, oncall)).toBe(405);
  expect(expectedStatusOf(`${ORDERS}?token=secret`, oncall)).toBe(405);
  expect(expectedStatusOf('https://api.shop.example/hooks/menu', oncall)).toBe(204);
  expect(expectedStatusOf(`${ORDERS}/new`, oncall)).toBeUndefined();
  expect(expectedStatusOf('https://api.shop.example/', oncall)).toBeUndefined();
  expect(expectedStatusOf('no URL', oncall)).toBeUndefined();
});

test('those of which a status is expected are watched from the start', () => {
  expect(watchedByName(oncall)).toEqual(
    [ORDERS, 'https://api.shop.example/hooks/menu'].map((url) => ({ key: endpointKey(url), url })),
  );
});

test('how far an endpoint is named: exactly, by its beginning, or not at all', () => {
  const endpoints = [
    { url: 'https://api.shop.example/hooks/', severity: 'critical' as const },
    { url: ORDERS },
  ];
  const by = (endpoint: string) => namedBy({ endpointKey: endpointKey(endpoint), endpoint }, { endpoints });
  expect(by(ORDERS)).toBe('exactly');
  expect(by('https://api.shop.example/hooks/made-up')).toBe('beginning');
  expect(by('https://other.example/hooks/orders')).toBeUndefined();
  expect(namedBy({ endpointKey: 'source:main' }, { endpoints })).toBeUndefined();
});
