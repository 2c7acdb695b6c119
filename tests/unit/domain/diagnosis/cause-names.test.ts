import { expect, test } from '@jest/globals';
import { type Cause, causeOf } from '../../../../lib/domain/diagnosis/cause.ts';
import { CAUSES } from '../../../../lib/domain/diagnosis/cause-names.ts';
import { ANSWERING } from '../../../../lib/domain/diagnosis/causes/answering.ts';
import { CONNECTING } from '../../../../lib/domain/diagnosis/causes/connecting.ts';
import { ELSEWHERE } from '../../../../lib/domain/diagnosis/causes/elsewhere.ts';
import { SERVING } from '../../../../lib/domain/diagnosis/causes/serving.ts';
import { TLS_FAILING } from '../../../../lib/domain/diagnosis/causes/tls-failing.ts';

/** Names by which Node, browsers' engines and OpenSSL call a failure: all that we know, each alone decides. */
const NAMES: Partial<Record<Cause, string>> = {
  address: 'ERR_INVALID_URL ERR_INVALID_PROTOCOL EADDRNOTAVAIL',
  dns: 'ENOTFOUND ENODATA EAI_NONAME EAI_NODATA DNS_LOOKUP_FAILED NXDOMAIN',
  'dns-temporary': 'EAI_AGAIN EAI_FAIL ESERVFAIL ETIMEOUT SERVFAIL',
  connection: 'ECONNREFUSED CONNECTION_REFUSED',
  'connect-timeout': 'ETIMEDOUT UND_ERR_CONNECT_TIMEOUT CONNECTION_TIMEOUT',
  unreachable: 'EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN HOST_UNREACHABLE',
  reset: 'ECONNRESET EPIPE UND_ERR_SOCKET CONNECTION_RESET SOCKET_CLOSED ERR_HTTP2_STREAM_ERROR',
  'tls-expired': 'CERT_HAS_EXPIRED SSL_CERT_EXPIRED',
  'tls-name': 'ERR_TLS_CERT_ALTNAME_INVALID HOSTNAME_MISMATCH',
  'tls-untrusted':
    'SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY CERT_UNTRUSTED SSL_ERROR_CA_UNKNOWN',
  'tls-certificate':
    'CERT_NOT_YET_VALID CERT_REVOKED CERT_REJECTED CERT_SIGNATURE_FAILURE CERTIFICATE_VERIFY_FAILED',
  tls: 'EPROTO ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_UNSUPPORTED_PROTOCOL ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE PROTOCOL_ERROR',
  protocol: 'HPE_INVALID_CONSTANT HPE_INVALID_HEADER_TOKEN HPE_INVALID_VERSION HPE_HEADER_OVERFLOW',
  timeout: 'ESOCKETTIMEDOUT ECONNABORTED UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT',
  redirect: 'ERR_FR_TOO_MANY_REDIRECTS ERR_TOO_MANY_REDIRECTS',
};

/** https://curl.se/libcurl/c/libcurl-errors.html */
const CURL: Partial<Record<Cause, number[]>> = {
  address: [1, 3],
  connection: [7, 96],
  protocol: [8, 61],
  reset: [16, 18, 52, 55, 56, 92],
  tls: [35, 59, 80],
  'tls-certificate': [60, 90, 91],
  unauthorized: [67, 98],
  sender: [5, 27, 58, 77, 97],
};

/** Linux errno numbers, as PHP's sockets have them. */
const ERRNO: Partial<Record<Cause, number[]>> = {
  unreachable: [101, 112, 113],
  reset: [104],
  'connect-timeout': [110],
  connection: [111],
  'dns-temporary': [3001],
  dns: [3008],
};

const rowsOf = <Value>(table: Partial<Record<Cause, readonly Value[]>>): [string, Value][] =>
  Object.entries(table).flatMap(([cause, values]) => values.map((value): [string, Value] => [cause, value]));

test.each(
  rowsOf(Object.fromEntries(Object.entries(NAMES).map(([cause, names]) => [cause, names.split(' ')]))),
)('%s: %s', (cause, name) => {
  expect(causeOf(0, `failed: ${name}`)).toBe(cause);
});

test.each(rowsOf(CURL))('%s: cURL error %i', (cause, number) => {
  expect(causeOf(0, `cURL error ${number}: see the list`)).toBe(cause);
});

test.each(rowsOf(ERRNO))('%s: errno %i, with either sign', (cause, number) => {
  expect(causeOf(number)).toBe(cause);
  expect(causeOf(-number)).toBe(cause);
});

const WORDS: readonly (readonly [Cause, string])[] = [
  ['tls-name', 'TLS: the host name mismatch of the certificate'],
  ['tls-name', 'hostname mismatch in certificate'],
  ['tls-name', "certificate: no altname, but altnames doesn't match"],
  ['tls-name', 'certificate has another altname'],
  ['connect-timeout', 'Connection timed out'],
  ['connect-timeout', 'connection timedout'],
  ['connect-timeout', 'cURL error 7: time out, timedout'],
  ['redirect', 'Too many redirects'],
  ['redirect', 'the maximum redirects were followed'],
  ['redirect', 'the maximum number of redirects was reached'],
  ['dns-temporary', 'the name server said: server failure'],
  ['dns', 'the name could not be resolved'],
  ['dns', 'no such host'],
  ['timeout', 'request timed-out'],
  ['timeout', 'request timedout'],
  ['timeout', 'gave up on a time-out'],
  ['timeout', 'context deadline exceeded'],
  ['throttled', 'Too Many Requests'],
  ['throttled', 'rate limit reached'],
  ['unavailable', 'Bad Gateway'],
  ['crashed', 'Internal Server Error'],
  ['crashed', 'redis is down: Connection refused'],
  ['unauthorized', 'Forbidden'],
  ['method', 'Method Not Allowed'],
  ['missing', 'it was not found'],
];

test.each(WORDS)('%s: %s', (cause, message) => {
  expect(causeOf(0, message)).toBe(cause);
});

/** How senders state a status; the same words around any other number state none. */
const STATED = [
  (status: string) => `resulted in a ${status} of theirs`,
  (status: string) => `resulted in an \`${status}\` of theirs`,
  (status: string) => `HTTP ${status}`,
  (status: string) => `HTTP:${status}`,
  (status: string) => `HTTP/2 ${status}`,
  (status: string) => `HTTP/1.1  ${status}`,
  (status: string) => `status ${status}`,
  (status: string) => `status_code=${status}`,
  (status: string) => `status-code : ${status}`,
  (status: string) => `statuscode ${status}`,
  (status: string) => `the response was ${status}`,
  (status: string) => `a response of ${status}`,
  (status: string) => `a status of ${status}`,
  (status: string) => `"status":"${status}"`,
  (status: string) => `the server returned ${status}`,
  (status: string) => `it responded with ${status}`,
  (status: string) => `it answered error ${status}`,
  (status: string) => `it replied with error code: ${status}`,
  (status: string) => `it returned code:  ${status}`,
  (status: string) => `error: ${status}`,
  (status: string) => `error ${status}`,
  (status: string) => `error:${status}`,
  (status: string) => `${status} Something`,
  (status: string) => `   ${status} Something`,
];

test.each(STATED.map((state) => [state('429'), state] as const))('a status is stated: %s', (_, state) => {
  expect(causeOf(0, state('429'))).toBe('throttled');
  for (const other of ['29', '229', '629', '4a9', '42a', 'a29', '4290']) {
    expect({ other, cause: causeOf(0, state(other)) }).toEqual({ other, cause: 'unknown' });
  }
});

test.each(['429 ms', '429 SOS', 'x 429 Something', '429Something', 'the 429 Club'])(
  'no status is stated: %s',
  (message) => {
    expect(causeOf(0, message)).toBe('unknown');
  },
);

test('no cause is defined twice, and what says one says no other', () => {
  const defined = [CONNECTING, TLS_FAILING, ANSWERING, SERVING, ELSEWHERE].flatMap((causes) =>
    Object.keys(causes),
  );
  expect(defined.toSorted()).toEqual(Object.keys(CAUSES).toSorted());
  for (const kind of ['statuses', 'curl', 'errnos', 'errorNames'] as const) {
    const claimed = Object.values(CAUSES).flatMap((cause) => [...(cause[kind] ?? [])].map(String));
    expect({ kind, twice: claimed.filter((one, index) => claimed.indexOf(one) !== index) }).toEqual({
      kind,
      twice: [],
    });
  }
});
