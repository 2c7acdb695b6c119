import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../lib/adapters/probe/classify-error.ts';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import { causeOfProbe } from '../../../lib/domain/probing/probe.ts';
import { breaks, broken, down, now, untested, up, withDns, withTcp } from './failing-stages.ts';

describe('DNS', () => {
  test.each(['ENOTFOUND', 'ENODATA'])('%s is theirs, whatever our side is like', async (code) => {
    for (const options of [{}, up, down]) expect(causeOfProbe(await withDns(code, options))).toBe('dns');
  });

  test.each(['ESERVFAIL', 'EREFUSED'])('%s is theirs, unless our DNS is down', async (code) => {
    for (const options of [{}, up, breaks])
      expect(causeOfProbe(await withDns(code, options))).toBe('dns-temporary');
    expect((await withDns(code, down)).outcome).toEqual(untested('dns', code));
  });

  test.each(['EAI_AGAIN', 'ETIMEOUT'])('%s is ours, unless our DNS is known to be up', async (code) => {
    for (const options of [{}, down, breaks])
      expect((await withDns(code, options)).outcome).toEqual(untested('dns', code));
    expect(causeOfProbe(await withDns(code, up))).toBe('dns-temporary');
  });

  test.each(['ECONNREFUSED', 'EMFILE', 'ENOMEM'])('%s is ours: no name server can be asked', async (code) => {
    for (const options of [{}, up, down])
      expect((await withDns(code, options)).outcome).toEqual(untested('dns', code));
  });

  test('no address is no name', async () => {
    const probed = await probe('http://shop.example/', { now, resolve: async () => [] });
    expect(causeOfProbe(probed)).toBe('dns');
  });
});

describe('TCP', () => {
  test.each([
    ['ECONNREFUSED', 'connection'],
    ['ECONNRESET', 'reset'],
  ])('%s is theirs', async (code, cause) => {
    for (const options of [{}, up, down]) expect(causeOfProbe(await withTcp(code, options))).toBe(cause);
  });

  test.each([
    ['EHOSTUNREACH', 'unreachable'],
    ['ETIMEDOUT', 'connect-timeout'],
  ])('%s is theirs, unless our network is down', async (code, cause) => {
    for (const options of [{}, up]) expect(causeOfProbe(await withTcp(code, options))).toBe(cause);
    expect((await withTcp(code, down)).outcome).toEqual(untested('tcp', code));
  });

  test('ENETUNREACH is ours, unless our network is known to be up; for IPv6 always', async () => {
    for (const options of [{}, down])
      expect((await withTcp('ENETUNREACH', options)).outcome).toEqual(untested('tcp', 'ENETUNREACH'));
    expect(causeOfProbe(await withTcp('ENETUNREACH', up))).toBe('unreachable');
    expect((await withTcp('ENETUNREACH', up, '2606:4700:4700::1111')).outcome).toEqual(
      untested('tcp', 'ENETUNREACH'),
    );
  });

  test.each(['EMFILE', 'ENOBUFS', 'EACCES', 'EADDRNOTAVAIL'])('%s is ours', async (code) => {
    for (const options of [{}, up])
      expect((await withTcp(code, options)).outcome).toEqual(untested('tcp', code));
  });
});
test('an error that the platform did not name is a mistake of ours, and is not hidden', async () => {
  await expect(
    probe('http://shop.example/', { now, resolve: () => Promise.reject(new TypeError('ours')) }),
  ).rejects.toThrow('ours');
  expect(() => failureOf('http', Object.assign(new Error('odd'), { code: 'not a code' }), false)).toThrow(
    'odd',
  );
});

test.each([
  ['tls', 'ERR_SSL_SOMETHING_NEW', 'handshake'],
  ['tls', 'ERR_OSSL_EVP_UNSUPPORTED', 'handshake'],
  ['tls', 'EPROTO', 'handshake'],
  ['tls', 'CERT_REVOKED', 'certificate'],
  ['tls', 'INVALID_PURPOSE', 'certificate'],
  ['tls', 'ERR_TLS_CERT_ALTNAME_FORMAT', 'certificate'],
  ['http', 'NOT_HTTP', 'malformed'],
  ['http', 'HEADERS_TOO_LARGE', 'malformed'],
  ['http', 'ERR_HTTP2_STREAM_ERROR', 'malformed'],
  ['http', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'handshake'],
] as const)('%s %s → %s', (stage, code, reason) => {
  expect(failureOf(stage, broken(code), false)).toEqual({ stage, code, reason, attribution: 'theirs' });
});
