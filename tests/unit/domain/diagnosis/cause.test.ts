import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cause, causeOf } from '../../../../lib/domain/diagnosis/cause.ts';
import { anyCodePoints } from '../../../any-text.ts';

const GUZZLE = (status: number, phrase: string, body = '') =>
  `Server error: \`POST https://api.shop.example/hooks/orders\` resulted in a \`${status} ${phrase}\` response:\n${body}`;
const SEE =
  '(see https://curl.haxx.se/libcurl/c/libcurl-errors.html) for https://api.shop.example/hooks/orders';

const MESSAGES: readonly (readonly [Cause, number, string | undefined])[] = [
  // cURL, as Guzzle and Laravel pass it on
  ['timeout', 0, `cURL error 28: Operation timed out after 3001 milliseconds with 0 bytes received ${SEE}`],
  [
    'timeout',
    500,
    'cURL error 28: Operation timed out after 3000 milliseconds with 0 out of 0 bytes received',
  ],
  ['timeout', 28, undefined],
  ['timeout', -28, ''],
  ['connect-timeout', 0, `cURL error 28: Connection timed out after 10001 milliseconds ${SEE}`],
  ['connect-timeout', 0, 'cURL error 28: Connection timeout after 3001 ms'],
  [
    'connect-timeout',
    0,
    'cURL error 28: Failed to connect to api.shop.example port 443 after 3000 ms: Timeout was reached',
  ],
  ['dns-temporary', 0, 'cURL error 28: Resolving timed out after 5000 milliseconds'],
  ['dns', 0, `cURL error 6: Could not resolve host: api.shop.example ${SEE}`],
  ['dns', 6, undefined],
  ['connection', 0, 'cURL error 7: Failed to connect to api.shop.example port 443: Connection refused'],
  [
    'connection',
    0,
    "cURL error 7: Failed to connect to api.shop.example port 443 after 5 ms: Couldn't connect to server",
  ],
  ['connect-timeout', 0, 'cURL error 7: Failed to connect to 203.0.113.7 port 443: Connection timed out'],
  ['unreachable', 7, 'Failed to connect to 203.0.113.7 port 443: No route to host'],
  ['tls', 0, 'cURL error 35: error:0A00010B:SSL routines::wrong version number'],
  ['tls', 35, 'OpenSSL SSL_connect: Connection reset by peer in connection to api.shop.example:443'],
  ['tls-name', 51, undefined],
  [
    'tls-name',
    0,
    "cURL error 60: SSL: no alternative certificate subject name matches target host name 'api.shop.example'",
  ],
  ['tls-expired', 0, 'cURL error 60: SSL certificate problem: certificate has expired'],
  ['tls-untrusted', 0, 'cURL error 60: SSL certificate problem: unable to get local issuer certificate'],
  [
    'tls-untrusted',
    0,
    'cURL error 60: SSL certificate problem: self-signed certificate in certificate chain',
  ],
  ['tls-untrusted', 83, undefined],
  ['tls-certificate', 0, 'cURL error 60: SSL certificate problem: certificate is not yet valid'],
  ['tls-certificate', 60, undefined],
  ['tls-certificate', 90, undefined],
  ['tls-certificate', 91, undefined],
  ['reset', 0, 'cURL error 52: Empty reply from server'],
  ['reset', 0, 'cURL error 56: Recv failure: Connection reset by peer'],
  ['reset', -55, undefined],
  ['redirect', 0, 'cURL error 47: Maximum (5) redirects followed'],
  ['sender', 0, 'cURL error 77: error setting certificate verify locations'],
  ['sender', 58, undefined],
  ['address', 0, 'cURL error 3: URL rejected: Malformed input to a URL function'],
  ['timeout', 0, 'curl: (28) Operation timed out'],
  ['unavailable', 0, 'cURL error 22: The requested URL returned error: 503'],
  // Node
  ['dns', 0, 'getaddrinfo ENOTFOUND api.shop.example'],
  [
    'dns-temporary',
    0,
    'request to https://api.shop.example/ failed, reason: getaddrinfo EAI_AGAIN api.shop.example',
  ],
  ['connection', 0, 'connect ECONNREFUSED 203.0.113.7:443'],
  ['connect-timeout', 0, 'connect ETIMEDOUT 203.0.113.7:443'],
  ['timeout', 0, 'read ETIMEDOUT'],
  ['timeout', 0, 'timeout of 3000ms exceeded'],
  ['reset', 0, 'read ECONNRESET'],
  ['reset', 0, 'write EPIPE'],
  ['reset', 0, 'socket hang up'],
  ['unreachable', 0, 'connect EHOSTUNREACH 203.0.113.7:443'],
  ['unreachable', -1, 'connect ENETUNREACH 2001:db8::7:443'],
  ['tls-expired', 0, 'CERT_HAS_EXPIRED: certificate has expired'],
  ['tls-name', 0, "ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames"],
  ['tls-untrusted', 0, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['tls-untrusted', 0, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate'],
  ['tls', 0, 'write EPROTO: ERR_SSL_WRONG_VERSION_NUMBER'],
  ['connect-timeout', 0, 'fetch failed: UND_ERR_CONNECT_TIMEOUT Connect Timeout Error'],
  ['connect-timeout', 110, undefined],
  ['connection', -111, undefined],
  // words
  ['dns', 0, "Couldn't resolve host name"],
  ['dns-temporary', 0, 'php_network_getaddresses: getaddrinfo failed: Temporary failure in name resolution'],
  ['connection', 0, 'Connection refused'],
  ['timeout', 0, 'The request timed out'],
  ['tls-certificate', 0, 'SSL certificate problem'],
  ['tls-expired', 0, 'x509: certificate has expired or is not yet valid'],
  ['crashed', 500, 'x509: certificate has expired or is not yet valid'],
  ['unavailable', 0, 'Service Unavailable'],
  // an application's own words are no connection's
  ['crashed', 500, 'SQLSTATE[HY000] [2002] Connection refused'],
  [
    'crashed',
    500,
    GUZZLE(500, 'Internal Server Error', '{"message":"SQLSTATE[HY000] [2002] Connection refused"}'),
  ],
  [
    'unavailable',
    503,
    'upstream connect error or disconnect/reset before headers. reset reason: connection timeout',
  ],
  ['gateway-timeout', 504, 'Error occurred while trying to proxy: ECONNREFUSED'],
  // HTTP statuses in the message
  ['unavailable', 0, GUZZLE(503, 'Service Unavailable')],
  ['missing', -1, 'Client error: `POST https://x.example/` resulted in a `404 Not Found` response'],
  ['unavailable', 0, 'HTTP 503'],
  ['unauthorized', 0, 'HTTP/1.1 401 Unauthorized'],
  ['unavailable', 0, 'Request failed with status code 502'],
  ['crashed', 0, '{"status":500,"error":"boom"}'],
  ['throttled', 0, 'HTTP request returned status code 429:'],
  ['missing', 25002, '404 Not Found'],
  // nothing to go by
  ['unknown', 0, undefined],
  ['unknown', 0, ''],
  ['unknown', -1, undefined],
  ['unknown', -503, undefined],
  ['unknown', 200, 'OK'],
  ['unknown', 204, undefined],
  ['unknown', 1, undefined],
  ['unknown', 25001, 'Something went wrong'],
  ['unknown', Number.MAX_SAFE_INTEGER, 'حدث خطأ'],
];

const STATUSES: readonly (readonly [Cause, readonly number[]])[] = [
  ['redirect', [300, 301, 302, 303, 304, 307, 308]],
  ['rejected', [400, 402, 406, 409, 411, 412, 418, 422, 451]],
  ['unauthorized', [401, 403, 407, 419]],
  ['missing', [404, 410]],
  ['method', [405]],
  ['limits', [408, 413, 414, 415, 431]],
  ['throttled', [429]],
  ['crashed', [500, 506, 507, 508, 511, 597]],
  ['unsupported', [501, 505]],
  ['unavailable', [502, 503]],
  ['gateway-timeout', [504, 524]],
  ['origin', [520, 521, 522, 523, 527, 530]],
  ['origin-tls', [525, 526]],
];

describe('the cause by what Flavours says', () => {
  test.each(MESSAGES)('%s: %i %s', (cause, code, message) => {
    expect(causeOf(code, message)).toBe(cause);
  });

  test.each(STATUSES.flatMap(([cause, statuses]) => statuses.map((status) => [cause, status] as const)))(
    '%s: a bare %i',
    (cause, status) => {
      expect(causeOf(status, undefined)).toBe(cause);
    },
  );

  test('is one of the closed list for any code and any message, and "unreadable" is never read from either', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), anyCodePoints({ maxLength: 400 }), (code, message) => {
        const cause = causeOf(code, message);
        expect(Cause.options).toContain(cause);
        expect(cause).not.toBe('unreadable');
      }),
    );
  });

  test.each([
    ' ',
    'A',
    '_',
    '4',
    'curl ',
    'curl error ',
    'status: ',
    'HTTP/1.',
    'certificate ',
    'timed ',
    'AB_',
    '5 ',
    '`',
  ])('is not searched for in quadratic time in %j', (unit) => {
    // Processor time of our own, which a busy machine does not add to; in quadratic time it would be many seconds.
    const start = process.cpuUsage();
    causeOf(0, unit.repeat(Math.ceil(65_536 / unit.length)));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
  });
});
