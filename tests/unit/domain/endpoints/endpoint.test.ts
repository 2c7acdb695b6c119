import { describe, expect, test } from '@jest/globals';
import { endpointKey, isSourceKey, probedUrl, sourceKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { redactUrl } from '../../../../lib/domain/endpoints/redact-url.ts';
import { redact } from '../../../../lib/domain/security/redact.ts';

const orders = 'https://api.shop.example/hooks/orders';

describe('the key of an endpoint', () => {
  test.each([
    'https://API.shop.example/hooks/orders',
    'https://api.shop.example:443/hooks/orders',
    'https://user:pw@api.shop.example/hooks/orders',
    'https://api.shop.example/hooks/orders?',
    'https://api.shop.example/hooks/orders#part',
    'https://api.shop.example/hooks/orders?#part?a=1',
  ])('is the same for %s', (endpoint) => expect(endpointKey(endpoint)).toBe(endpointKey(orders)));
  test.each([
    'http://api.shop.example/hooks/orders',
    'https://api.shop.example:8443/hooks/orders',
    'https://api2.shop.example/hooks/orders',
    'https://api.shop.example/hooks/orders/',
    'https://api.shop.example/hooks/Orders',
    'https://api.shop.example/hooks/orders?token=1',
    'https://api.shop.example/hooks/orders?&',
    'https://api.shop.example/hooks/orders%3F',
  ])('is another for %s', (endpoint) => expect(endpointKey(endpoint)).not.toBe(endpointKey(orders)));
  test('hashes the query as the URL Standard writes it, in the order of its parameters', () => {
    const key = endpointKey(`${orders}?a=1&b=x%20y`);
    expect(endpointKey(`${orders}?a=1&b=x y#z`)).toBe(key);
    for (const other of ['?b=x%20y&a=1', '?a=1&b=x+y', '?a=1', '?a=2&b=x%20y', '?a=1&b=x%20y&']) {
      expect(endpointKey(`${orders}${other}`)).not.toBe(key);
    }
  });
  test('is that of what is probed', () => {
    const posted = 'https://u:p@api.shop.example/hooks/orders?b=2&a=x y#z';
    expect(probedUrl(posted)).toBe('https://api.shop.example/hooks/orders?b=2&a=x%20y');
    expect(endpointKey(probedUrl(posted))).toBe(endpointKey(posted));
  });
  test('is short, can be read aloud, and is never that of a source', () => {
    expect(endpointKey(orders)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
    expect(isSourceKey(endpointKey(orders))).toBe(false);
    expect(isSourceKey(sourceKey('main'))).toBe(true);
  });
});

test('an endpoint is shown without userinfo, query values and fragment', () => {
  expect(redactUrl('https://u:p@h.example:8443/a/b?x=1&y=2#z')).toBe(
    'https://***@h.example:8443/a/b?x=***&y=***',
  );
  expect(redactUrl('http://h.example')).toBe('http://h.example/');
});

test('text keeps its URLs but not what they hide', () => {
  expect(redact('POST https://u:p@h.example/a?x=1&y=2 gave 500')).toBe(
    'POST https://***@h.example/a?x=***&y=*** gave 500',
  );
  expect(redact('mail me at ops@h.example, a=b')).toBe('mail me at ops@h.example, a=b');
});

test('what stands in a path by its form is hidden too', () => {
  expect(redactUrl('https://hooks.slack.com/services/T00/B00/abcdefgh12345678')).toBe(
    'https://hooks.slack.com/services/***',
  );
});
