import { expect, test } from '@jest/globals';
import { sharedFate, sharedFateWarning } from '../../lib/shared-fate.ts';

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
  ['two addresses', '203.0.113.7', '198.51.113.7', false],
] as const)('%s', (_, own, host, isShared) => {
  expect(sharedFate(`https://${own}/hooks/main/token`, named(host))).toEqual(isShared ? [host] : []);
});

test('the warning has no token in it', () => {
  expect(sharedFateWarning('https://a.example/hooks/main/secret', ['b.a.example'])).not.toContain('secret');
});
