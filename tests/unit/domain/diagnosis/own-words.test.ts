import { describe, expect, test } from '@jest/globals';
import { type Cause, causeOf } from '../../../../lib/domain/diagnosis/cause.ts';

const endpoint = 'https://api.shop.example/hooks/orders';
const SEE = '(see https://curl.haxx.se/libcurl/c/libcurl-errors.html)';
const GUZZLE = (body: string) =>
  `Server error: \`POST ${endpoint}\` resulted in a \`500 Internal Server Error\` response:\n${body}`;
const LARAVEL = (status: number, body: string) => `HTTP request returned status code ${status}:\n${body}`;

/** What servers say of the places behind them: databases, queues, other services. */
const OF_OTHERS = [
  'connect ECONNREFUSED 127.0.0.1:5432',
  'connect ECONNREFUSED ::1:5432',
  'connect ECONNREFUSED 10.0.3.7:6379',
  'connect ECONNREFUSED localhost:6379',
  'connect ECONNREFUSED /var/run/mysqld/mysqld.sock',
  'connect ETIMEDOUT 10.0.3.7:3306',
  'read ECONNRESET',
  'getaddrinfo ENOTFOUND db.internal',
  'getaddrinfo EAI_AGAIN redis',
  'getaddrinfo ENOTFOUND db.api.shop.example',
  'SQLSTATE[HY000] [2002] Connection refused',
  'SQLSTATE[HY000] [2002] php_network_getaddresses: getaddrinfo for db failed: Name or service not known',
  'cURL error 7: Failed to connect to payments.internal port 443 after 2 ms: Connection refused',
  `cURL error 7: Failed to connect to payments.internal port 443: Connection refused ${SEE} for https://payments.internal/charge`,
  `cURL error 28: Operation timed out after 3000 milliseconds with 0 bytes received ${SEE} for https://erp.vendor.example/orders`,
  'cURL error 6: Could not resolve host: payments.internal',
  "cURL error 60: SSL: no alternative certificate subject name matches target host name 'payments.internal'",
  'dial tcp 127.0.0.1:6379: connect: connection refused',
  'dial tcp: lookup db.internal on 10.0.0.2:53: no such host',
  'could not translate host name "db" to address: Name or service not known',
  'connection to server at "db.internal" (10.0.0.5), port 5432 failed: Connection refused',
  'connect ECONNREFUSED api.shop.example:5432',
  'Failed to connect to api.shop.example port 3306: Connection refused',
  'org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct',
  'java.net.UnknownHostException: db.internal',
  "HTTPConnectionPool(host='payments.internal', port=80): Max retries exceeded: Connection refused",
  'redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.',
  'MongoServerSelectionError: connect ECONNREFUSED mongo:27017',
  'upstream connect error or disconnect/reset before headers. reset reason: connection timeout',
  'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure, transport failure reason: delayed connect error: 111',
  'connect() failed (111: Connection refused) while connecting to upstream, upstream: "http://127.0.0.1:9000/"',
  'no live upstreams while connecting to upstream',
  'request to http://auth.internal/token failed, reason: socket hang up',
  'payment provider answered 404 Not Found',
  'the loyalty service returned 429 Too Many Requests',
  'x509: certificate has expired or is not yet valid',
  'context deadline exceeded',
];

describe.each<[number, Cause]>([
  [500, 'crashed'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'gateway-timeout'],
  [400, 'rejected'],
  [401, 'unauthorized'],
  [404, 'missing'],
])('an HTTP status of %i leads over', (status, cause) => {
  test.each(OF_OTHERS)('%s', (words) => {
    expect(causeOf(status, words, endpoint)).toBe(cause);
    expect(causeOf(status, JSON.stringify({ message: words }), endpoint)).toBe(cause);
    expect(causeOf(status, LARAVEL(status, words), endpoint)).toBe(cause);
  });
});

test.each(OF_OTHERS)('a status that the sender states leads over %s', (words) => {
  expect(causeOf(0, GUZZLE(JSON.stringify({ message: words })), endpoint)).toBe('crashed');
  expect(causeOf(undefined, LARAVEL(500, words), endpoint)).toBe('crashed');
});

describe("the sender's own words of the endpoint lead over a status of 5xx", () => {
  test.each<[Cause, string]>([
    ['dns', 'cURL error 6: Could not resolve host: api.shop.example'],
    ['dns', `cURL error 6: Could not resolve host: api.shop.example ${SEE} for ${endpoint}`],
    ['connection', 'cURL error 7: Failed to connect to api.shop.example port 443: Connection refused'],
    [
      'connection',
      "cURL error 7: Failed to connect to API.shop.example port 443 after 5 ms: Couldn't connect to server",
    ],
    [
      'connection',
      `cURL error 7: Failed to connect to 203.0.113.7 port 443: Connection refused ${SEE} for ${endpoint}`,
    ],
    ['timeout', 'cURL error 28: Operation timed out after 3001 milliseconds with 0 bytes received'],
    [
      'tls-name',
      "cURL error 60: SSL: no alternative certificate subject name matches target host name 'api.shop.example'",
    ],
    ['dns', 'getaddrinfo ENOTFOUND api.shop.example'],
    ['connection', 'connect ECONNREFUSED api.shop.example:443'],
  ])('%s: %s', (cause, words) => {
    for (const status of [500, 502, 503, 504]) expect(causeOf(status, words, endpoint)).toBe(cause);
  });
  test('of 500, which senders give to failures of their own, in any words', () => {
    expect(causeOf(500, `POST ${endpoint}: connection timed out`, endpoint)).toBe('connect-timeout');
    expect(causeOf(503, `POST ${endpoint}: connection timed out`, endpoint)).toBe('unavailable');
  });
  test('by the name that the endpoint has, in any script', () => {
    const shop = 'https://متجر.example/hooks';
    expect(causeOf(500, 'getaddrinfo ENOTFOUND متجر.example', shop)).toBe('dns');
    expect(causeOf(500, 'getaddrinfo ENOTFOUND xn--pgbep1f.example', shop)).toBe('dns');
  });
  test('by its port: another one is another server', () => {
    const local = 'http://127.0.0.1:8080/hooks';
    expect(causeOf(500, 'connect ECONNREFUSED 127.0.0.1:8080', local)).toBe('connection');
    expect(causeOf(500, 'connect ECONNREFUSED 127.0.0.1:5432', local)).toBe('crashed');
    expect(causeOf(500, 'connect ECONNREFUSED [::1]:8080', 'http://[::1]:8080/')).toBe('connection');
  });
});

describe('without a status the words lead', () => {
  test.each([undefined, 0, -1, 7])('%p', (code) => {
    expect(causeOf(code, 'connect ECONNREFUSED 127.0.0.1:5432', endpoint)).toBe('connection');
    expect(causeOf(code, 'getaddrinfo ENOTFOUND db.internal', endpoint)).toBe('dns');
    expect(causeOf(code, 'cURL error 28: Operation timed out after 3000 milliseconds', endpoint)).toBe(
      'timeout',
    );
  });
  test('but for those in the answer that states one', () => {
    expect(
      causeOf(undefined, '{"status":500,"error":"cURL error 7: Failed to connect to db.internal"}'),
    ).toBe('crashed');
  });
  test('and where there are none nothing is known', () => {
    expect(causeOf(undefined)).toBe('unknown');
    expect(causeOf(undefined, 'no')).toBe('unknown');
  });
});

test('a success with words of another place is no failure to connect', () => {
  expect(causeOf(200, 'connect ECONNREFUSED 127.0.0.1:5432', endpoint)).toBe('unknown');
  expect(causeOf(200, 'cURL error 18: transfer closed with outstanding read data remaining', endpoint)).toBe(
    'reset',
  );
});
