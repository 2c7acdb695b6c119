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

const resolved = async (a: NameAnswer, aaaa: NameAnswer): Promise<readonly string[]> => {
  server = await startNameServer(({ type }) => (type === 'AAAA' ? aaaa : a));
  return resolver([server.address])('shop.lab.invalid', AbortSignal.timeout(3_000));
};

test.each<[string, NameAnswer, NameAnswer, string[]]>([
  ['both families, IPv4 first', [FOUR, '127.0.0.4'], [SIX], [FOUR, '127.0.0.4', '2606:4700:4700::1111']],
  ['IPv4 alone', [FOUR], [], [FOUR]],
  ['IPv6 alone', [], [SIX], ['2606:4700:4700::1111']],
  ['IPv6, though name servers choke on A', 'SERVFAIL', [SIX], ['2606:4700:4700::1111']],
  ['IPv4, though name servers choke on AAAA', [FOUR], 'SERVFAIL', [FOUR]],
])('%s', async (_, a, aaaa, addresses) => {
  const found = await resolved(a, aaaa);
  expect([...found].sort()).toEqual([...addresses].sort());
  expect(found[0]?.includes(':')).toBe(addresses[0]?.includes(':'));
});

test('name servers that say nothing to AAAA do not hold up IPv4', async () => {
  const began = performance.now();
  expect(await resolved([FOUR], 'silence')).toEqual([FOUR]);
  expect(performance.now() - began).toBeLessThan(600);
});

test.each<[NameAnswer, NameAnswer, string]>([
  ['NXDOMAIN', 'NXDOMAIN', 'ENOTFOUND'],
  [[], [], 'ENODATA'],
  ['SERVFAIL', 'SERVFAIL', 'ESERVFAIL'],
  ['SERVFAIL', [], 'ESERVFAIL'], // what is not known is not said to be absent
  [[], 'SERVFAIL', 'ESERVFAIL'],
])('A: %j, AAAA: %j → %s', async (a, aaaa, code) => {
  await expect(resolved(a, aaaa)).rejects.toMatchObject({ code });
});

test('a question ends with its signal', async () => {
  server = await startNameServer(() => 'silence');
  const began = performance.now();
  await expect(resolver([server.address])('x.lab.invalid', AbortSignal.timeout(100))).rejects.toMatchObject({
    code: 'ECANCELLED',
  });
  expect(performance.now() - began).toBeLessThan(500);
});
