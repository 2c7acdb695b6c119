import { connect, Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import type { ProbeOptions } from '../../../lib/adapters/probe/probe-run.ts';
import { causeOfProbe, type Probe } from '../../../lib/domain/probing/probe.ts';
import { openDoor } from './door.ts';
import { broken, down, now, untested, up } from './failing-stages.ts';

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
