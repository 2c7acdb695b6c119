import { connect, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { failureOf } from '../../../lib/adapters/probe/classify-error.ts';
import { networkCheck } from '../../../lib/adapters/probe/network-reference.ts';
import { BUDGET_MS, probe } from '../../../lib/adapters/probe/probe.ts';
import type { ProbeOptions } from '../../../lib/adapters/probe/probe-run.ts';
import { causeOfProbe, type Probe } from '../../../lib/domain/probing/probe.ts';
import { type NameServer, startNameServer } from '../../../local/broken-servers/dns-server.ts';
import { type Door, openDoor } from './door.ts';

/** What a look is given beyond its budget, to say why it ended. */
const GRACE_MS = 50;
const now = (): Date => new Date('2026-11-23T22:00:00Z');
const broken = (code: string): Error => Object.assign(new Error(code), { code });

/** A look in which a stage ends with `code`, without any traffic. */
const withDns = (code: string, rest: Partial<ProbeOptions> = {}): Promise<Probe> =>
  probe('http://shop.example/', { now, resolve: () => Promise.reject(broken(code)), ...rest });
const withTcp = (code: string, rest: Partial<ProbeOptions> = {}, address = '127.0.0.1'): Promise<Probe> =>
  probe('http://shop.example/', {
    now,
    allowed: ['shop.example'],
    resolve: async () => [address],
    open: () => new Socket().destroy(broken(code)),
    ...rest,
  });
const up = { isNetworkUp: async () => true };
const down = { isNetworkUp: async () => false };
const breaks = { isNetworkUp: () => Promise.reject(new Error('the check itself broke')) };

const untested = (stage: string, code: string) => ({ kind: 'untested', stage, code });

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

describe('what never ends costs the budget, and no more', () => {
  /** Time that passes when it is told to; what is under way on the network goes on as it does. */
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const never = { resolve: () => new Promise<never>(() => undefined) };
  const hanging = { open: () => new Socket() };
  /** Too late, unless it is asked early. */
  const slowly = (isUp: boolean) => ({
    isNetworkUp: () => new Promise<boolean>((resolve) => setTimeout(resolve, 300, isUp)),
  });

  test('and by then our own side has been looked at', async () => {
    let ended = 0;
    const probing = [
      withDns('', never),
      withDns('', { ...never, ...slowly(true) }),
      withTcp('', hanging),
      withTcp('', { ...hanging, ...slowly(false) }),
      withTcp('', { ...hanging, isNetworkUp: () => new Promise<never>(() => undefined) }),
    ].map((one) => one.finally(() => (ended += 1)));
    await jest.advanceTimersByTimeAsync(BUDGET_MS - 1);
    expect(ended).toBe(0);
    await jest.advanceTimersByTimeAsync(GRACE_MS + 1);
    expect(ended).toBe(5);
    const [dns, dnsUp, tcp, tcpDown, check] = await Promise.all(probing);
    if (!dns || !dnsUp || !tcp || !tcpDown || !check) throw new Error('five');
    expect(dns.outcome).toEqual(untested('dns', 'ETIMEDOUT'));
    expect(causeOfProbe(dnsUp)).toBe('dns-temporary');
    expect(causeOfProbe(tcp)).toBe('connect-timeout');
    expect(tcpDown.outcome).toEqual(untested('tcp', 'ETIMEDOUT'));
    expect(causeOfProbe(check)).toBe('connect-timeout');
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

describe('the look at our own side', () => {
  let door: Door;
  let names: NameServer;
  let gone: string;
  beforeAll(async () => {
    [door, names] = await Promise.all([openDoor(), startNameServer(() => 'silence')]);
    const closed = await startNameServer(() => 'silence');
    await closed.stop();
    gone = closed.address;
  });
  afterAll(() => Promise.all([door.stop(), names.stop()]));

  const signal = (): AbortSignal => AbortSignal.timeout(2_000);
  const taken = (): { address: string; port: number } => ({ address: '127.0.0.1', port: door.port });
  const refusing = (): { address: string; port: number } => ({ address: '127.0.0.7', port: door.port });

  test('one host that takes a connection is enough; none is not', async () => {
    expect(await networkCheck({ hosts: [refusing(), taken()] })('tcp', signal())).toBe(true);
    expect(await networkCheck({ hosts: [refusing()] })('tcp', signal())).toBe(false);
    expect(await networkCheck({ hosts: [taken()] })('tcp6', signal())).toBe(false); // IPv4 says nothing of IPv6
    expect(await networkCheck({ hosts: [], hosts6: [taken()] })('tcp6', signal())).toBe(true);
  });

  test('a name server that knows the root is enough; one that is gone is not', async () => {
    expect(await networkCheck({ dnsServers: [names.address], hosts: [] })('dns', signal())).toBe(true);
    expect(await networkCheck({ dnsServers: [gone], hosts: [] })('dns', signal())).toBe(false);
  });

  test('it is asked only where there is doubt', async () => {
    const asked: string[] = [];
    const isNetworkUp = async (stage: string): Promise<boolean> => {
      asked.push(stage);
      return true;
    };
    await withTcp('ECONNREFUSED', { isNetworkUp });
    expect(asked).toEqual([]);
    await withTcp('ETIMEDOUT', { isNetworkUp });
    await withDns('ESERVFAIL', { isNetworkUp });
    expect(asked).toEqual(['tcp', 'dns']);
  });
});

describe('several addresses', () => {
  test('one that refuses is named beside the one that answers', async () => {
    const door = await openDoor();
    const probed = await probe(`http://shop.example:${door.port}/`, {
      now,
      allowed: ['127.0.0.0/8'],
      resolve: async () => ['127.0.0.8', '127.0.0.1'],
    });
    expect(probed).toMatchObject({
      outcome: { kind: 'answered' },
      addresses: ['127.0.0.8', '127.0.0.1'],
      address: '127.0.0.1',
      failedAddresses: ['127.0.0.8'],
    });
    await door.stop();
  });

  test('one that drops packets does not use up the time of the next', async () => {
    const door = await openDoor();
    const probed = await probe(`http://shop.example:${door.port}/`, {
      now,
      allowed: ['127.0.0.0/8'],
      resolve: async () => ['127.0.0.8', '127.0.0.1'],
      open: (host, port) => (host === '127.0.0.8' ? new Socket() : connect({ host, port })),
    });
    expect(probed).toMatchObject({ outcome: { kind: 'answered' }, failedAddresses: ['127.0.0.8'] });
    await door.stop();
  });

  test('all are tried, as cURL does, up to sixteen', async () => {
    const tried: string[] = [];
    const addresses = Array.from({ length: 20 }, (_, index) => `127.0.1.${index}`);
    await probe('http://shop.example/', {
      now,
      allowed: ['127.0.0.0/8'],
      resolve: async () => addresses,
      open: (address) => {
        tried.push(address);
        return new Socket().destroy(broken('ECONNREFUSED'));
      },
    });
    expect(tried).toEqual(addresses.slice(0, 16));
  });
});

describe('the most telling error, and never our own missing route', () => {
  const [FOUR, OTHER_FOUR, SIX] = ['198.51.100.7', '198.51.100.8', '2606:4700:4700::1111'];
  const silent = 'silence';

  /** What a look makes of addresses that end each with its own error, or with none at all. */
  const seen = (errors: Record<string, string>, rest: Partial<ProbeOptions> = {}): Promise<Probe> =>
    probe('http://shop.example/', {
      now,
      allowed: ['shop.example'],
      resolve: async () => Object.keys(errors),
      open: (address) => {
        const code = errors[address] ?? silent;
        return code === silent ? new Socket() : new Socket().destroy(broken(code));
      },
      ...rest,
    });

  test.each([
    [{ [FOUR]: 'ECONNREFUSED', [SIX]: 'ENETUNREACH' }, 'ECONNREFUSED'],
    [{ [FOUR]: 'ECONNREFUSED', [SIX]: 'EHOSTUNREACH' }, 'ECONNREFUSED'],
    [{ [FOUR]: 'ECONNREFUSED', [SIX]: 'EADDRNOTAVAIL' }, 'ECONNREFUSED'],
    [{ [FOUR]: 'ECONNREFUSED', [SIX]: 'EAFNOSUPPORT' }, 'ECONNREFUSED'],
    [{ [SIX]: 'ENETUNREACH', [FOUR]: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    [{ [FOUR]: 'ECONNRESET', [SIX]: 'ENETUNREACH' }, 'ECONNRESET'],
    [{ [FOUR]: 'EHOSTUNREACH', [SIX]: 'ENETUNREACH' }, 'EHOSTUNREACH'],
    [{ [FOUR]: 'ECONNREFUSED', [OTHER_FOUR]: 'EHOSTUNREACH' }, 'ECONNREFUSED'],
    [{ [FOUR]: 'ECONNREFUSED', [OTHER_FOUR]: 'EMFILE' }, 'ECONNREFUSED'],
  ])('%j → %s', async (errors, code) => {
    expect((await seen(errors, up)).outcome).toMatchObject({ kind: 'failed', stage: 'tcp', code });
  });

  test('silence tells less than a refusal, and more than our own missing route', async () => {
    const [after, before, route] = await Promise.all([
      seen({ [FOUR]: silent, [OTHER_FOUR]: 'ECONNREFUSED' }, up),
      seen({ [FOUR]: 'ECONNREFUSED', [OTHER_FOUR]: silent }, up),
      seen({ [FOUR]: silent, [SIX]: 'ENETUNREACH' }, up),
    ]);
    expect([causeOfProbe(after), causeOfProbe(before), causeOfProbe(route)]).toEqual([
      'connection',
      'connection',
      'connect-timeout',
    ]);
  });

  test('silence by IPv6 alone is ours, unless our own way out by IPv6 is known to be well', async () => {
    const asked: string[] = [];
    const known = (isUp: boolean) => ({
      isNetworkUp: async (side: string) => {
        asked.push(side);
        return isUp;
      },
    });
    const [unknown, isDown, isUp] = await Promise.all([
      seen({ [SIX]: silent }),
      seen({ [SIX]: silent }, known(false)),
      seen({ [SIX]: silent }, known(true)),
    ]);
    expect([unknown.outcome, isDown.outcome]).toEqual([
      untested('tcp', 'ETIMEDOUT'),
      untested('tcp', 'ETIMEDOUT'),
    ]);
    expect(causeOfProbe(isUp)).toBe('connect-timeout');
    expect(new Set(asked)).toEqual(new Set(['tcp6']));
  });

  test.each(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EACCES'])(
    '%s for each address of IPv6 is ours, however well our network is',
    async (code) => {
      const errors = { [SIX]: code, '2606:4700:4700::1001': code };
      for (const options of [up, down, {}])
        expect((await seen(errors, options)).outcome).toEqual(untested('tcp', code));
    },
  );

  test('IPv6 without a route beside IPv4 that we cannot reach either is judged by IPv4', async () => {
    const errors = { [FOUR]: 'ENETUNREACH', [SIX]: 'EHOSTUNREACH' };
    expect((await seen(errors, down)).outcome).toEqual(untested('tcp', 'ENETUNREACH'));
    expect(causeOfProbe(await seen(errors, up))).toBe('unreachable');
  });

  test('an address that is slow is not given up while the next one is tried', async () => {
    const door = await openDoor();
    const late = (): Socket => {
      const socket = new Socket();
      setTimeout(() => socket.connect({ host: '127.0.0.1', port: door.port }), 700);
      return socket;
    };
    const probed = await probe(`http://shop.example:${door.port}/`, {
      now,
      allowed: ['shop.example'],
      resolve: async () => ['127.0.0.1', SIX],
      open: (address) => (address === SIX ? new Socket().destroy(broken('ENETUNREACH')) : late()),
    });
    expect(probed).toMatchObject({ outcome: { kind: 'answered' }, address: '127.0.0.1' });
    await door.stop();
  });

  test('what is no error of the platform is a mistake of ours here too', async () => {
    const open = (): Socket => new Socket().destroy(new TypeError('ours'));
    await expect(seen({ [FOUR]: 'ECONNREFUSED' }, { open })).rejects.toThrow('ours');
  });
});
