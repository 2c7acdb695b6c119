import { expect, test } from '@jest/globals';
import {
  configuredMonitors,
  configuredStatus,
  namedBy,
} from '../../../../lib/domain/endpoints/configured-monitor.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { RuntimeOncallConfig } from '../../../../lib/domain/oncall/config.ts';

const ORDERS = 'https://api.shop.example/hooks/orders';
const oncall = RuntimeOncallConfig.parse({
  endpoints: [
    { url: 'https://api.shop.example/', name: 'Shop' },
    { url: ORDERS, name: 'Orders' },
    { url: ORDERS, expectedStatus: 405 },
    { url: 'https://api.shop.example/hooks/menu', expectedStatus: 204 },
    { url: `${ORDERS}?kind=menu`, expectedStatus: 202 },
  ],
});

test('a status is expected of exactly the endpoint that was named with it', () => {
  const expected = (url: string) => configuredStatus(endpointKey(url), oncall);
  expect(expected(ORDERS)).toBe(405);
  expect(expected(`${ORDERS}?`)).toBe(405);
  expect(expected(`${ORDERS}?kind=menu`)).toBe(202);
  expect(expected(`${ORDERS}?kind=loyalty`)).toBeUndefined();
  expect(expected('https://api.shop.example/hooks/menu')).toBe(204);
  expect(expected(`${ORDERS}/new`)).toBeUndefined();
  expect(expected('https://api.shop.example/')).toBeUndefined();
});

test('those of which a status is expected are watched from the start', () => {
  expect(configuredMonitors(oncall)).toEqual(
    [ORDERS, 'https://api.shop.example/hooks/menu', `${ORDERS}?kind=menu`].map((url) => ({
      key: endpointKey(url),
      url,
    })),
  );
});

test('how far an endpoint is named: exactly, by its beginning, or not at all', () => {
  const endpoints = [
    { url: 'https://api.shop.example/hooks/', severity: 'critical' as const },
    { url: ORDERS },
  ];
  const actor = (endpoint: string) =>
    namedBy({ endpointKey: endpointKey(endpoint), endpoint }, { endpoints });
  expect(actor(ORDERS)).toBe('exactly');
  expect(actor('https://api.shop.example/hooks/made-up')).toBe('beginning');
  expect(actor('https://other.example/hooks/orders')).toBeUndefined();
  expect(namedBy({ endpointKey: 'source:main' }, { endpoints })).toBeUndefined();
});
