import { describe, expect, test } from '@jest/globals';
import { classifyEndpoint, covers } from '../../../../lib/domain/endpoints/classification.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { NamedEndpoint } from '../../../../lib/domain/oncall/config.ts';

const oncall = (...endpoints: NamedEndpoint[]) => ({
  timeZone: 'UTC',
  reminderMinutes: 60,
  endpoints,
  sources: {},
});

const describeUrl = (endpoint: string, rules: ReturnType<typeof oncall>) =>
  classifyEndpoint({ endpointKey: URL.canParse(endpoint) ? endpointKey(endpoint) : '', endpoint }, rules);

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
    expect(describeUrl(`https://api.shop.example${path}`, oncall()).family).toBe(family);
  });

  test('is not looked for in host or query', () => {
    expect(describeUrl('https://menu.example/hook?type=customers', oncall()).family).toBe('other');
  });
});

test('orders, and what may be orders, are critical; the rest is not worth waking for', () => {
  const severities = ['/orders', '/x', '/products', '/loyalty', '/customers', '/installs'].map(
    (path) => describeUrl(`https://api.shop.example${path}`, oncall()).severity,
  );
  expect(severities).toEqual(['critical', 'critical', 'warning', 'warning', 'warning', 'warning']);
});

test('posts without a readable endpoint are critical: any webhook may be meant', () => {
  expect(classifyEndpoint(undefined, oncall())).toEqual({
    name: 'Error webhook posts we cannot read',
    family: 'other',
    severity: 'critical',
  });
});

test('so are those whose endpoint is no URL; a name whose URL is none covers nothing', () => {
  expect(describeUrl('shop', oncall())).toEqual(classifyEndpoint(undefined, oncall()));
  const named = oncall({ url: 'shop', name: 'Nowhere' });
  expect(describeUrl('https://api.shop.example/orders', named).name).toBe('Orders webhook');
});

describe('what oncall.yml says', () => {
  const named = oncall(
    { url: 'https://api.shop.example/hooks', name: 'All hooks', severity: 'info' },
    { url: 'https://api.shop.example/hooks/orders/', name: 'Orders, Riyadh' },
    { url: 'https://api.shop.example:8443/', family: 'loyalty' },
  );

  test('wins over the path, the longest first', () => {
    expect(describeUrl('https://api.shop.example/hooks/orders', named)).toEqual({
      name: 'Orders, Riyadh',
      family: 'orders',
      severity: 'critical',
    });
    expect(describeUrl('https://api.shop.example/hooks/menu', named)).toEqual({
      name: 'All hooks',
      family: 'products',
      severity: 'info',
    });
  });

  test('ends at segments', () => {
    expect(describeUrl('https://api.shop.example/hooksorders', named).name).toBe('Orders webhook');
    expect(describeUrl('https://api.shop.example/hooks/orders2', named).name).toBe('All hooks');
  });

  test('is for one scheme, host and port', () => {
    expect(describeUrl('http://api.shop.example/hooks/orders', named).name).toBe('Orders webhook');
    expect(describeUrl('https://API.shop.example:443/hooks/orders', named).name).toBe('Orders, Riyadh');
    expect(describeUrl('https://api.shop.example:8443/orders', named)).toEqual({
      name: 'Loyalty webhook',
      family: 'loyalty',
      severity: 'warning',
    });
  });
});

describe('a rule of oncall.yml', () => {
  const covered = (url: string, endpoint: string): boolean =>
    covers(url, {
      endpointKey: endpointKey(endpoint),
      endpoint: endpoint.replaceAll(/=[^&#]*/g, '=***'), // as it is stored with an incident
    });
  const ORDERS = 'https://shop.example/?wc-api=orders';
  test.each([
    [ORDERS, ORDERS, true],
    [ORDERS, 'https://SHOP.example:443?wc-api=orders', true],
    [ORDERS, `${ORDERS}#part`, true],
    [ORDERS, 'https://shop.example/?wc-api=loyalty', false],
    [ORDERS, 'https://shop.example/', false],
    [ORDERS, 'https://shop.example/checkout', false],
    [ORDERS, `${ORDERS}&lang=ar`, false],
    [ORDERS, 'https://shop.example/?lang=ar&wc-api=orders', false],
    ['https://shop.example/hooks?a=1&b=2', 'https://shop.example/hooks?b=2&a=1', false],
    ['https://shop.example/hooks?a=1', 'https://shop.example/hooks/orders?a=1', false],
    ['https://shop.example/hooks?x%20y', 'https://shop.example/hooks?x y', true],
    ['https://shop.example/?', 'https://shop.example/any?a=1', true], // an empty query is none
    ['https://shop.example/hooks', 'https://shop.example/hooks?a=1', true],
    ['https://shop.example/hooks', 'https://shop.example/hooks/orders?a=1', true],
    ['https://shop.example/hooks', 'https://shop.example/hooksorders?a=1', false],
    ['https://shop.example/hooks', 'http://shop.example/hooks?a=1', false],
  ])('%s names %s: %s', (url, endpoint, isNamed) => expect(covered(url, endpoint)).toBe(isNamed));

  test('names exactly the endpoint whose path has a token in it, which is hidden from incidents', () => {
    const [own, other] = ['abcdefgh12345678', 'zbcdefgh12345678'].map(
      (t) => `https://hooks.slack.com/services/T0/B0/${t}`,
    );
    const incident = {
      endpointKey: endpointKey(own ?? ''),
      endpoint: 'https://hooks.slack.com/services/***',
    };
    expect(covers(own ?? '', incident)).toBe(true);
    expect(covers(other ?? '', incident)).toBe(false);
    expect(covers('https://hooks.slack.com/services', incident)).toBe(true);
  });

  test('with a query says more than one with a path, whichever comes first', () => {
    const rules = [
      { url: 'https://shop.example/', name: 'Shop' },
      { url: ORDERS, name: 'Orders' },
      { url: 'https://shop.example/?wc-api=loyalty', name: 'Loyalty' },
    ];
    for (const order of [rules, rules.toReversed()]) {
      expect(describeUrl(ORDERS, oncall(...order)).name).toBe('Orders');
      expect(describeUrl('https://shop.example/?wc-api=menu', oncall(...order)).name).toBe('Shop');
    }
  });
});
