import { BlockList, isIPv6 } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isIn,
  isPublicUnicast,
  parseAddress,
  parseRange,
} from '../../../../lib/domain/security/ip-address.ts';
import { thorough } from '../../../thorough.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

describe('the table of stripe/smokescreen, smokescreen_test.go', () => {
  test.each(
    words(`
      8.8.8.8 8.8.9.8 100.63.255.254 100.128.0.1 2001:4860:4860::8888 2606:4700:4700::1111
    `),
  )('%s is public', (address) => expect(isPublicUnicast(address)).toBe(true));

  test.each(
    words(`
      10.0.0.1 10.0.1.1 172.16.0.1 172.16.1.1 192.168.0.1 192.168.1.1 192.168.1.100
      100.64.0.1 100.64.0.100 100.127.255.254
      127.0.0.1 127.0.1.1 127.255.255.255 ::1 169.254.169.254 255.255.255.255 ff02:0:0:0:0:0:0:2
      64:ff9b::ac1c:5 64:ff9b::c000:201 64:ff9b::a00:1 64:ff9b::808:808 64:ff9b::ffff:ffff
      2002:c000:201::1 2002:a00:1::1 2002:808:808::1
      2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:0:1234:5678:9abc:def0:1234:5678
    `),
  )('%s is not', (address) => expect(isPublicUnicast(address)).toBe(false));

  test('64:ff9c::1, which smokescreen lets through, is not: IANA has given it to nobody', () => {
    expect(isPublicUnicast('64:ff9c::1')).toBe(false);
  });
});

describe('the table of svix-webhooks, webhook_http_client.rs', () => {
  test.each(words('1.1.1.1 8.8.8.8 2001:4860:4860::8888'))('%s is public', (address) =>
    expect(isPublicUnicast(address)).toBe(true),
  );

  test.each(
    words(`
      10.254.0.0 192.168.10.65 172.16.10.65 0.1.2.3 0.0.0.0 127.0.0.1 127.0.0.254 127.254.254.254
      169.254.45.1 255.255.255.255 224.1.2.3 233.252.0.16 192.0.0.0 192.0.0.255 192.0.2.255 198.51.100.65
      203.0.113.6 100.100.0.0 192.88.99.3 198.18.0.0 240.240.240.240
      ::0 ::1 ::ffff:127.0.0.1 ::ffff:0.0.0.1 2001:db8::1 3fff::dead:beef fe80::dead:beef
      febf:ffff::dead:beef fdee:3A45:9057::0001 fd7a:115c:a1e0::1
      2002:c000:0204::dead:beef 2002:c0a8:0001::dead:beef 64:ff9b::c0a8:0 64:ff9b::808:808 64:ff9b::c0a8:0000
      5f00::dead:beef 64:ff9b:1::dead:beef 100::1:2:3:4
    `),
  )('%s is not', (address) => expect(isPublicUnicast(address)).toBe(false));

  test('::ffff:8.8.8.8, which svix lets through, is not: nobody who is well publishes it', () => {
    expect(isPublicUnicast('::ffff:8.8.8.8')).toBe(false);
  });
});

/** The last public address before a range, its first, its last, and the first public one after it. */
const NEIGHBOURS = `
  -               0.0.0.0         0.255.255.255    1.0.0.0
  9.255.255.255   10.0.0.0        10.255.255.255   11.0.0.0
  100.63.255.255  100.64.0.0      100.127.255.255  100.128.0.0
  126.255.255.255 127.0.0.0       127.255.255.255  128.0.0.0
  169.253.255.255 169.254.0.0     169.254.255.255  169.255.0.0
  172.15.255.255  172.16.0.0      172.31.255.255   172.32.0.0
  191.255.255.255 192.0.0.0       192.0.0.255      192.0.1.0
  192.0.1.255     192.0.2.0       192.0.2.255      192.0.3.0
  192.88.98.255   192.88.99.0     192.88.99.255    192.88.100.0
  192.167.255.255 192.168.0.0     192.168.255.255  192.169.0.0
  198.17.255.255  198.18.0.0      198.19.255.255   198.20.0.0
  198.51.99.255   198.51.100.0    198.51.100.255   198.51.101.0
  203.0.112.255   203.0.113.0     203.0.113.255    203.0.114.0
  223.255.255.255 224.0.0.0       255.255.255.255  -
  -                                       ::        1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2000::
  2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2001::    2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff  2001:200::
  2001:db7:ffff:ffff:ffff:ffff:ffff:ffff  2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 2001:db9::
  2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2002::    2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff 2003::
  3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff 3fff::    3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff  3fff:1000::
  3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 4000::    ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff -
`;

test.each(
  NEIGHBOURS.trim()
    .split('\n')
    .map((line) => words(line)),
)('%s | %s to %s | %s', (before = '', first = '', last = '', after = '') => {
  expect([first, last].map(isPublicUnicast)).toEqual([false, false]);
  for (const neighbour of [before, after])
    if (neighbour !== '-') expect(isPublicUnicast(neighbour)).toBe(true);
});

test.each([
  '',
  'localhost',
  '8.8.8',
  '8.8.8.8.',
  '8.8.8.8.8',
  '256.8.8.8',
  '08.8.8.8',
  '0x8.8.8.8',
  '134744072',
  '8.8.8.8:80',
  ' 8.8.8.8',
  '[2600::1]',
  '2600::1%eth0',
  '2600::1::2',
  '2600:',
  'g::1',
  ':',
  '8.8.8.8\n',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
  expect(isPublicUnicast(text)).toBe(false);
});

test('a range is an address with a prefix that fits, or one address alone', () => {
  expect(parseRange('10.0.0.0/8')).toEqual({ family: 4, value: 0x0a000000n, prefix: 8 });
  expect(parseRange('::1')).toEqual({ family: 6, value: 1n, prefix: 128 });
  for (const text of ['10.0.0.0/33', '10.0.0.0/', '/8', '10.0.0.0/8/8', 'shop.example', '::/129']) {
    expect(parseRange(text)).toBeUndefined();
  }
});

const blocked = (family: 'ipv4' | 'ipv6', ranges: string): BlockList => {
  const list = new BlockList();
  for (const range of words(ranges)) {
    const [base = '', prefix] = range.split('/');
    list.addSubnet(base, Number(prefix), family);
  }
  return list;
};

/** Written from IANA's registries apart from the code under test, with Node's own arithmetic. */
const NOT_PUBLIC = {
  ipv4: blocked(
    'ipv4',
    `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
     192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`,
  ),
  ipv6: blocked(
    'ipv6',
    `::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 2001::/23 2001:db8::/32 2002::/16 3fff::/20 4000::/3 6000::/3
     8000::/3 a000::/3 c000::/3 e000::/4 f000::/5 f800::/6 fc00::/7 fe00::/9 fe80::/10 fec0::/10 ff00::/8`,
  ),
};

const isPublicByOracle = (text: string): boolean => {
  const family = isIPv6(text) ? 'ipv6' : 'ipv4';
  return !NOT_PUBLIC[family].check(text, family);
};

test('any address at all: as an oracle says', () => {
  const near = fc
    .tuple(
      fc.constantFrom(...words(NEIGHBOURS).filter((text) => text !== '-' && !text.includes(':'))),
      fc.nat(255),
    )
    .map(([text, last]) => text.replace(/\d+$/, String(last)));
  const wrapped = fc
    .tuple(
      fc.constantFrom('::', '::ffff:', '64:ff9b::', '64:ff9b:1::', '2002:', '2001:0:', '2600::', '5f00::'),
      fc.ipV4(),
    )
    .map(([prefix, text]) => {
      const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
      const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
      return prefix.endsWith('::') || prefix === '::ffff:'
        ? `${prefix}${high}:${low}`
        : `${prefix}${high}:${low}::`;
    });
  const global = fc.ipV6().map((text) => (text.includes('::') ? text : text.replace(/^[0-9a-f]+/i, '2a00')));
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), near, fc.ipV6(), global, wrapped), (text) => {
      expect(isPublicUnicast(text)).toBe(isPublicByOracle(text));
    }),
    { numRuns: thorough(1_000, 5_000) },
  );
});

test('a range is one of its own family, and nothing stands before it', () => {
  const range = parseRange('10.0.0.0/8');
  const [four, six] = [parseAddress('10.0.0.1'), parseAddress('::a00:1')];
  if (!range || !four || !six) throw new Error('a range and two addresses');
  expect(four.value).toBe(six.value);
  expect([four, six].map((address) => isIn(address, range))).toEqual([true, false]);
  expect(parseRange('x/10.0.0.0/8')).toBeUndefined();
});
