import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { resolver } from '../../../lib/adapters/probe/dns-stage.ts';
import {
  type NameAnswer,
  type NameServer,
  startNameServer,
} from '../../../local/broken-servers/dns-server.ts';

let server: NameServer | undefined;
afterEach(() => server?.stop());

const FOUR = '127.0.0.3';
const SIX = '2606:4700:4700:0000:0000:0000:0000:1111';

const ALIAS: NameAnswer = { cname: 'gone.lab.invalid' };
const LOOP: NameAnswer = { cname: 'shop.lab.invalid' };

const resolved = async (a: NameAnswer, aaaa: NameAnswer): Promise<readonly string[]> => {
  server = await startNameServer(({ type }) => (type === 'AAAA' ? aaaa : a));
  return resolver([server.address])('shop.lab.invalid', AbortSignal.timeout(3_000));
};

test.each<[string, NameAnswer, NameAnswer, string[]]>([
  ['both families, IPv4 first', [FOUR, '127.0.0.4'], [SIX], [FOUR, '127.0.0.4', '2606:4700:4700::1111']],
  ['IPv4 alone', [FOUR], [], [FOUR]],
  ['IPv6 alone', [], [SIX], ['2606:4700:4700::1111']],
  ['an alias', { cname: 'cdn.lab.invalid', addresses: [FOUR] }, ALIAS, [FOUR]],
  ['an alias to IPv6 alone', ALIAS, { cname: 'cdn.lab.invalid', addresses: [SIX] }, ['2606:4700:4700::1111']],
  ['IPv6, though name servers choke on A', 'SERVFAIL', [SIX], ['2606:4700:4700::1111']],
  ['IPv4, though name servers choke on AAAA', [FOUR], 'SERVFAIL', [FOUR]],
])('%s', async (_, a, aaaa, addresses) => {
  const found = await resolved(a, aaaa);
  expect([...found].sort()).toEqual([...addresses].sort());
  expect(found[0]?.includes(':')).toBe(addresses[0]?.includes(':'));
});

test('name servers that say nothing to AAAA do not hold up IPv4', async () => {
  let asked = 0;
  server = await startNameServer(({ type }) => {
    if (type === 'A') return [FOUR];
    asked += 1;
    return 'silence';
  });
  expect(await resolver([server.address])('shop.lab.invalid', AbortSignal.timeout(3_000))).toEqual([FOUR]);
  expect(asked).toBe(1); // nobody waited until it was asked a second time
});

test.each<[NameAnswer, NameAnswer, string]>([
  ['NXDOMAIN', 'NXDOMAIN', 'ENOTFOUND'],
  [[], [], 'ENODATA'],
  ['SERVFAIL', 'SERVFAIL', 'ESERVFAIL'],
  ['SERVFAIL', [], 'ESERVFAIL'], // what is not known is not said to be absent
  [[], 'SERVFAIL', 'ESERVFAIL'],
  [ALIAS, ALIAS, 'ENODATA'], // c-ares calls these a success without an address
  [LOOP, LOOP, 'ENODATA'],
  [ALIAS, [], 'ENODATA'],
  [[], ALIAS, 'ENODATA'],
  [ALIAS, 'NXDOMAIN', 'ENOTFOUND'],
  ['NXDOMAIN', ALIAS, 'ENODATA'],
  [ALIAS, 'SERVFAIL', 'ESERVFAIL'],
  ['SERVFAIL', ALIAS, 'ESERVFAIL'],
])('A: %j, AAAA: %j → %s', async (a, aaaa, code) => {
  await expect(resolved(a, aaaa)).rejects.toMatchObject({ code });
});

test('a question that got lost is asked a second time, and a slow answer to the first counts', async () => {
  let asked = 0;
  server = await startNameServer(({ type }) => {
    asked += 1;
    return asked <= 2 ? 'silence' : type === 'A' ? [FOUR] : [];
  });
  expect(await resolver([server.address])('lost.lab.invalid', AbortSignal.timeout(3_000))).toEqual([FOUR]);
  expect(asked).toBe(4);
});

test('an answer that takes longer than a second try would is waited for', async () => {
  let asked = 0;
  server = await startNameServer(async ({ type }) => {
    asked += 1;
    if (asked > 2) return 'silence';
    await sleep(1_500);
    return type === 'A' ? [FOUR] : [];
  });
  expect(await resolver([server.address])('slow.lab.invalid', AbortSignal.timeout(3_000))).toEqual([FOUR]);
});

test('where the first of two name servers is silent the second is asked', async () => {
  server = await startNameServer(() => 'silence');
  const well = await startNameServer(({ type }) => (type === 'A' ? [FOUR] : []));
  const servers = [server.address, well.address];
  expect(await resolver(servers)('x.lab.invalid', AbortSignal.timeout(3_000))).toEqual([FOUR]);
  await well.stop();
});

test('a question ends with its signal', async () => {
  server = await startNameServer(() => 'silence');
  await expect(resolver([server.address])('x.lab.invalid', AbortSignal.timeout(100))).rejects.toMatchObject({
    code: 'ECANCELLED',
  });
});
