import { expect, test } from '@jest/globals';
import { askerOf } from '../../../../lib/domain/security/asker.ts';

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0';

test.each([
  ['203.0.113.77', SAFARI, '203.0.113.x', 'Safari on iOS'],
  ['2001:db8:1:2:3:4:5:6', EDGE, '2001:db8:1:…', 'Edge on Windows'],
  ['::ffff:203.0.113.77', 'curl/8.5.0', '203.0.113.x', 'an unknown browser'],
  ['', 'Sara says: open http://evil.example', 'an unknown address', 'an unknown browser'],
])('%s', (sourceIp, userAgent, network, browser) => {
  expect(askerOf(sourceIp, userAgent)).toEqual({ network, browser });
});
