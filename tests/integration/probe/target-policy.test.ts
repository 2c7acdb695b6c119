import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { resolver } from '../../../lib/adapters/probe/dns-stage.ts';
import { probe } from '../../../lib/adapters/probe/probe.ts';
import { causeOfProbe } from '../../../lib/domain/probing/probe.ts';
import { type NameServer, startNameServer } from '../../../local/broken-servers/dns-server.ts';
import { type Door, openDoor } from './door.ts';

const now = (): Date => new Date('2026-11-23T22:00:00Z');
const noDns = async (host: string): Promise<never> => {
  throw new Error(`DNS was asked for ${host}`);
};

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
beforeEach(() => {
  door.connections = 0;
});
afterAll(() => door.stop());

test('the door is open to whoever is let through: what follows proves something', async () => {
  const probed = await probe(door.url, { now, allowed: ['127.0.0.1'] });
  expect(probed.outcome).toEqual({ kind: 'answered' });
  expect(door.connections).toBe(1);
});

describe('loopback in every spelling, without a connection or a question to DNS', () => {
  test.each([
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.0x1',
    '%31%32%37.0.0.1',
    '127%2e0%2e0%2e1',
    '①②⑦.⓪.⓪.①',
    '１２７.0.0.1',
    '127。0。0。1',
    'user:secret@127.0.0.1',
    'shop.example@127.0.0.1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0000:0000:0000:0000:0000:ffff:7f00:0001]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '127.0.0.2',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '[fe80::1]',
  ])('%s', async (host) => {
    const probed = await probe(`http://${host}:${door.port}/`, { now, resolve: noDns });
    expect(probed.outcome).toEqual({ kind: 'refused', why: 'address' });
    expect(causeOfProbe(probed)).toBeUndefined();
    expect(door.connections).toBe(0);
  });
});

test.each([
  'localhost',
  'localhost.',
  'localhost..',
  'LOCALHOST',
  'Ｌocalhost',
  'shop.localhost',
  'shop.localhost.',
  'local%68ost',
])('the name %s', async (host) => {
  const probed = await probe(`http://${host}:${door.port}/`, { now, resolve: noDns });
  expect(probed.outcome).toEqual({ kind: 'refused', why: 'name' });
  expect(door.connections).toBe(0);
});

test.each([
  ['ftp://shop.example/', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['data:text/plain,x', 'scheme'],
  ['javascript:1', 'scheme'],
  ['unix:/var/run/docker.sock', 'scheme'],
  ['http://[127.0.0.1]/', 'url'],
  ['http://[example.com]/', 'url'], // GHSA-qwrf-gfpj-qvj6 of smokescreen
  ['http://[::1%lo]/', 'url'],
  ['http://::1/', 'url'],
  ['http://./', 'url'],
  ['//127.0.0.1/', 'url'],
  ['', 'url'],
])('%j: %s', async (endpoint, why) => {
  const probed = await probe(endpoint, { now, resolve: noDns });
  expect(probed.outcome).toEqual({ kind: 'refused', why });
});

describe('names', () => {
  test.each([
    [['127.0.0.1']],
    [['8.8.8.8', '127.0.0.1']], // one private address among public ones: none is used
    [['127.0.0.1', '8.8.8.8']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['10.0.0.1']],
    [['fe80::1%eth0']],
    [['not an address']],
  ])('a name that leads to %j', async (addresses) => {
    const probed = await probe(`http://shop.example:${door.port}/`, { now, resolve: async () => addresses });
    expect(probed.outcome).toEqual({ kind: 'refused', why: 'address' });
    expect(probed.addresses).toEqual(addresses);
    expect(door.connections).toBe(0);
  });

  test('any port, any scheme: the address alone decides', async () => {
    for (const url of ['https://127.0.0.1/', 'http://127.0.0.1:22/', 'https://127.0.0.1:65535/']) {
      expect((await probe(url, { now })).outcome).toEqual({ kind: 'refused', why: 'address' });
    }
  });
});

describe('DNS that changes its answer after the check', () => {
  let names: NameServer;
  let asked: string[];
  beforeAll(async () => {
    asked = [];
    // 127.0.0.2 stands for the public address: it alone is let through, and nothing but loopback is touched.
    names = await startNameServer(({ type }) => {
      if (type !== 'A') return [];
      asked.push(type);
      return asked.length === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
    });
  });
  afterAll(() => names.stop());

  test('the first answer is what is connected to, and DNS is not asked again', async () => {
    const options = { now, allowed: ['127.0.0.2'], resolve: resolver([names.address]) };
    const first = await probe(`http://rebinding.invalid:${door.port}/`, options);
    expect(first).toMatchObject({
      outcome: { kind: 'failed', stage: 'tcp', reason: 'refused' }, // nothing listens on 127.0.0.2
      addresses: ['127.0.0.2'],
    });
    expect(asked).toHaveLength(1);

    const second = await probe(`http://rebinding.invalid:${door.port}/`, options);
    expect(second.outcome).toEqual({ kind: 'refused', why: 'address' });
    expect(second.addresses).toEqual(['127.0.0.1']);
    expect(door.connections).toBe(0);
  });

  test('a socket that ends elsewhere is closed before a byte is sent', async () => {
    door.knocks.length = 0;
    const probed = await probe(`http://shop.example:${door.port}/`, {
      now,
      allowed: ['127.0.0.2'],
      resolve: async () => ['127.0.0.2'],
      open: (_, port) => connect({ host: '127.0.0.1', port }),
    });
    expect(probed.outcome).toEqual({ kind: 'refused', why: 'address' });
    expect(door.knocks).toEqual([]);
  });
});

describe('what is allowed', () => {
  const answered = { kind: 'answered' };
  const toDoor = { now, resolve: async () => ['127.0.0.1'] };

  test('an address, a range, or an exact name, wherever it leads', async () => {
    for (const allowed of [['127.0.0.1'], ['127.0.0.0/8'], ['10.0.0.0/8', '127.0.0.1'], ['shop.internal']]) {
      const probed = await probe(`http://shop.internal:${door.port}/`, { ...toDoor, allowed });
      expect(probed.outcome).toEqual(answered);
    }
    expect(
      (await probe(`http://localhost:${door.port}/`, { ...toDoor, allowed: ['localhost'] })).outcome,
    ).toEqual(answered);
  });

  test('and nothing beside it', async () => {
    for (const allowed of [
      [],
      ['127.0.0.2'],
      ['126.0.0.0/8'],
      ['internal'],
      ['*.internal'],
      ['SHOP.internal'],
      ['::1'],
    ]) {
      const probed = await probe(`http://shop.internal:${door.port}/`, { ...toDoor, allowed });
      expect(probed.outcome).toEqual({ kind: 'refused', why: 'address' });
    }
    expect(
      (await probe(`http://localhost:${door.port}/`, { ...toDoor, allowed: ['127.0.0.0/8'] })).outcome,
    ).toEqual({
      kind: 'refused',
      why: 'name',
    });
  });
});
