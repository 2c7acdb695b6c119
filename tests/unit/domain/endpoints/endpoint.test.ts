import { describe, expect, test } from '@jest/globals';
import { endpointKey, isSourceKey, sourceKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { shownEndpoint, withoutUrlSecrets } from '../../../../lib/domain/endpoints/redact-url.ts';

const orders = 'https://api.shop.example/hooks/orders';

describe('the key of an endpoint', () => {
  test.each([
    'https://API.shop.example/hooks/orders',
    'https://api.shop.example:443/hooks/orders',
    'https://user:pw@api.shop.example/hooks/orders',
    'https://api.shop.example/hooks/orders?token=1',
    'https://api.shop.example/hooks/orders#part',
  ])('is the same for %s', (endpoint) => expect(endpointKey(endpoint)).toBe(endpointKey(orders)));
  test.each([
    'http://api.shop.example/hooks/orders',
    'https://api.shop.example:8443/hooks/orders',
    'https://api2.shop.example/hooks/orders',
    'https://api.shop.example/hooks/orders/',
    'https://api.shop.example/hooks/Orders',
  ])('is another for %s', (endpoint) => expect(endpointKey(endpoint)).not.toBe(endpointKey(orders)));
  test('is short, can be read aloud, and is never that of a source', () => {
    expect(endpointKey(orders)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    expect(isSourceKey(endpointKey(orders))).toBe(false);
    expect(isSourceKey(sourceKey('main'))).toBe(true);
  });
});

test('an endpoint is shown without userinfo, query values and fragment', () => {
  expect(shownEndpoint('https://u:p@h.example:8443/a/b?x=1&y=2#z')).toBe(
    'https://***@h.example:8443/a/b?x=***&y=***',
  );
  expect(shownEndpoint('http://h.example')).toBe('http://h.example/');
});

test('text keeps its URLs but not what they hide', () => {
  expect(withoutUrlSecrets('POST https://u:p@h.example/a?x=1&y=2 gave 500')).toBe(
    'POST https://***@h.example/a?x=***&y=*** gave 500',
  );
  expect(withoutUrlSecrets('mail me at ops@h.example, a=b')).toBe('mail me at ops@h.example, a=b');
});
