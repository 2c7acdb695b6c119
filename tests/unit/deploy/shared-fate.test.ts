import { expect, test } from '@jest/globals';
import { sharedFate, sharedFateWarning } from '../../../deploy/shared-fate.ts';

const named = (host: string) => [{ url: `https://${host}/hooks/orders` }];

test.each([
  ['the same host', 'api.shop.example', 'api.shop.example', true],
  ['the same domain', 'alerts.shop.example', 'api.shop.example', true],
  ['another domain', 'alerts.other.example', 'api.shop.example', false],
  ['the same domain under a country', 'alerts.shop.com.sa', 'api.shop.com.sa', true],
  ['another domain under the same country', 'alerts.shop.com.sa', 'api.other.com.sa', false],
  [
    'a gateway and a function of others at AWS',
    'a1.execute-api.us-east-1.amazonaws.com',
    'b2.lambda-url.us-east-1.on.aws',
    false,
  ],
  [
    'two gateways of AWS',
    'a1.execute-api.us-east-1.amazonaws.com',
    'b2.execute-api.us-east-1.amazonaws.com',
    false,
  ],
  [
    'the same gateway',
    'a1.execute-api.us-east-1.amazonaws.com',
    'a1.execute-api.us-east-1.amazonaws.com',
    true,
  ],
  [
    'the same domain under a country, in capitals and with its dot',
    'ALERTS.shop.example.',
    'api.shop.example',
    true,
  ],
  ['the same domain that ends in two letters', 'alerts.shop.io', 'api.shop.io', true],
  ['a domain that is called like a second level', 'alerts.com.example', 'api.com.example', true],
  ['a name that begins with a digit', '3.shop.example', '4.shop.example', true],
  ['a name without a domain', 'shopexample', 'api.shop.example', false],
  ['two addresses', '203.0.113.7', '198.51.113.7', false],
  ['two addresses of the newer kind', '[2001:db8::1]', '[2001:db8::2]', false],
  ['another domain under a second level that is rare', 'alerts.shop.pub.sa', 'api.other.pub.sa', false],
  ['the same domain under it', 'alerts.shop.pub.sa', 'api.shop.pub.sa', true],
  [
    'another domain under a country that is written in its own letters',
    'a.one.xn--mgberp4a5d4ar',
    'a.two.xn--mgberp4a5d4ar',
    false,
  ],
  ['two shops of one builder', 'one.myshopify.com', 'two.myshopify.com', false],
  ['two sites of one host', 'one.vercel.app', 'two.vercel.app', false],
  ['two names of one site there', 'alerts.one.vercel.app', 'api.one.vercel.app', true],
  ['two distributions of CloudFront', 'd1.cloudfront.net', 'd2.cloudfront.net', false],
] as const)('%s', (_, own, host, isShared) => {
  expect(sharedFate(`https://${own}/hooks/main/token`, named(host))).toEqual(isShared ? [host] : []);
});

test('the warning has no token in it', () => {
  expect(sharedFateWarning('https://a.example/hooks/main/secret', ['b.a.example'])).not.toContain('secret');
});

test('each host is named once', () => {
  const hosts = ['b.a.example', 'c.other.example', 'b.a.example', 'd.a.example'];
  expect(sharedFate('https://a.example/hooks/main/token', hosts.flatMap(named))).toEqual([
    'b.a.example',
    'd.a.example',
  ]);
  expect(sharedFateWarning('https://a.example/hooks/main/secret', ['b.a.example', 'd.a.example'])).toBe(
    'Warning: the error webhook (a.example) shares its host or domain with b.a.example, d.a.example: if that fails, nobody may hear of it.',
  );
});
