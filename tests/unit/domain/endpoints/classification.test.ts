import { describe, expect, test } from '@jest/globals';
import { describeEndpoint } from '../../../../lib/domain/endpoints/classification.ts';
import type { NamedEndpoint } from '../../../../lib/domain/oncall/config.ts';

const oncall = (...endpoints: NamedEndpoint[]) => ({
  timeZone: 'UTC',
  reminderMinutes: 60,
  endpoints,
  sources: {},
});

describe('the family of an endpoint by its path', () => {
  test.each([
    ['orders', '/hooks/orders'],
    ['orders', '/webhooks/order-created'],
    ['orders', '/api/v1/newOrder'],
    ['orders', '/flavours/orderWebhook.php'],
    ['orders', '/customers/orders'],
    ['products', '/hooks/products'],
    ['products', '/menu/updated'],
    ['products', '/product_categories'],
    ['loyalty', '/loyalty'],
    ['loyalty', '/hooks/promotional-coupon'],
    ['customers', '/hooks/customer.created'],
    ['installs', '/third-party/installed'],
    ['installs', '/appInstalls'],
    ['installs', '/third--party'],
    ['other', '/'],
    ['other', '/production/hooks'],
    ['other', '/prometheus'],
  ])('%s: %s', (family, path) => {
    expect(describeEndpoint(`https://api.shop.example${path}`, oncall()).family).toBe(family);
  });

  test('is not looked for in host or query', () => {
    expect(describeEndpoint('https://menu.example/hook?type=customers', oncall()).family).toBe('other');
  });
});

test('orders, and what may be orders, are critical; the rest is not worth waking for', () => {
  const severities = ['/orders', '/x', '/products', '/loyalty', '/customers', '/installs'].map(
    (path) => describeEndpoint(`https://api.shop.example${path}`, oncall()).severity,
  );
  expect(severities).toEqual(['critical', 'critical', 'warning', 'warning', 'warning', 'warning']);
});

test('posts without a readable endpoint are critical: any webhook may be meant', () => {
  expect(describeEndpoint(undefined, oncall())).toEqual({
    name: 'Error webhook posts we cannot read',
    family: 'other',
    severity: 'critical',
  });
});

test('so are those whose endpoint is no URL; a name whose URL is none covers nothing', () => {
  expect(describeEndpoint('shop', oncall())).toEqual(describeEndpoint(undefined, oncall()));
  const named = oncall({ url: 'shop', name: 'Nowhere' });
  expect(describeEndpoint('https://api.shop.example/orders', named).name).toBe('Orders webhook');
});

describe('what oncall.yml says', () => {
  const named = oncall(
    { url: 'https://api.shop.example/hooks', name: 'All hooks', severity: 'info' },
    { url: 'https://api.shop.example/hooks/orders/', name: 'Orders, Riyadh' },
    { url: 'https://api.shop.example:8443/', family: 'loyalty' },
  );

  test('wins over the path, the longest first', () => {
    expect(describeEndpoint('https://api.shop.example/hooks/orders', named)).toEqual({
      name: 'Orders, Riyadh',
      family: 'orders',
      severity: 'critical',
    });
    expect(describeEndpoint('https://api.shop.example/hooks/menu', named)).toEqual({
      name: 'All hooks',
      family: 'products',
      severity: 'info',
    });
  });

  test('ends at segments', () => {
    expect(describeEndpoint('https://api.shop.example/hooksorders', named).name).toBe('Orders webhook');
    expect(describeEndpoint('https://api.shop.example/hooks/orders2', named).name).toBe('All hooks');
  });

  test('is for one scheme, host and port', () => {
    expect(describeEndpoint('http://api.shop.example/hooks/orders', named).name).toBe('Orders webhook');
    expect(describeEndpoint('https://API.shop.example:443/hooks/orders', named).name).toBe('Orders, Riyadh');
    expect(describeEndpoint('https://api.shop.example:8443/orders', named)).toEqual({
      name: 'Loyalty webhook',
      family: 'loyalty',
      severity: 'warning',
    });
  });
});
