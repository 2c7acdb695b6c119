import { expect, test } from '@jest/globals';
import { siteOf } from '../../../../lib/domain/endpoints/site.ts';

test.each([
  ['https://api.shop.example/hooks', 'shop.example'],
  ['https://API.Shop.Example./hooks', 'shop.example'],
  ['https://shop.example', 'shop.example'],
  ['https://a.b.shop.com.sa/', 'shop.com.sa'],
  ['https://shop.com.sa/', 'shop.com.sa'],
  ['https://api.shop.io/', 'shop.io'],
  ['https://a.com.example/', 'com.example'],
  ['https://acme.shop.com/', 'shop.com'],
  ['https://3.shop.example/', 'shop.example'],
  ['http://localhost:3000/', 'localhost'],
  ['https://203.0.113.7:8443/hooks', '203.0.113.7'],
  ['https://[2001:db8::1]/hooks', '[2001:db8::1]'],
  ['not a URL', ''],
])('%s is of %j', (endpoint, site) => {
  expect(siteOf(endpoint)).toBe(site);
});
