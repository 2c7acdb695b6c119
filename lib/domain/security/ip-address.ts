/** An IP address as a number; a range is one with the length of its prefix. */
export type Address = { family: 4 | 6; value: bigint };
export type Range = Address & { prefix: number };

const BITS = { 4: 32, 6: 128 } as const;

/** The address in `text`, or undefined: no port, no zone, no octal, hexadecimal or shortened IPv4. */
export const parseAddress = (text: string): Address | undefined => {
  if (IPV4.test(text)) return { family: 4, value: joined(text.split('.').map(Number), 8) };
  if (!IPV6_CHARACTERS.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  const [front = '', back] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const [before, after] = [groups(front), groups(back)];
  const zeros = Array<number>(8 - before.length - after.length).fill(0);
  return { family: 6, value: joined([...before, ...zeros, ...after], 16) };
};

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6_CHARACTERS = /^[0-9a-f:.]*:[0-9a-f:.]*$/i;

const groups = (text = ''): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

const joined = (parts: number[], bits: number): bigint =>
  parts.reduce((value, part) => (value << BigInt(bits)) | BigInt(part), 0n);

/** `10.0.0.0/8`, or one address alone. */
export const parseRange = (text: string): Range | undefined => {
  const [, base = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = parseAddress(base);
  if (!address) return undefined;
  const prefix = bits === undefined ? BITS[address.family] : Number(bits);
  return prefix <= BITS[address.family] ? { ...address, prefix } : undefined;
};

/** IPv4 addresses as IPv6 writes them: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const MAPPED = 0xffffn;

/** An IPv4 address that is written as one of IPv6 is the same machine. */
export const unmapped = (address: Address): Address =>
  address.family === 6 && address.value >> 32n === MAPPED
    ? { family: 4, value: address.value & 0xffff_ffffn }
    : address;

export const isIn = (address: Address, { family, value, prefix }: Range): boolean => {
  const rest = BigInt(BITS[family] - prefix);
  return address.family === family && address.value >> rest === value >> rest;
};

const ranges = (...texts: string[]): Range[] =>
  texts.flatMap((text) => {
    const range = parseRange(text);
    if (!range) throw new Error(`not a range of addresses: ${text}`);
    return [range];
  });

/** https://www.iana.org/assignments/iana-ipv4-special-registry */
const NOT_PUBLIC_4 = ranges(
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, and where clouds keep their metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // IETF protocols
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
);

/**
 * Everything that IANA has assigned to public unicast. Wrapped IPv4 addresses (mapped, compatible, NAT64), local,
 * multicast, discard and SRv6 addresses are outside of it, so a range that is invented tomorrow is refused as well.
 */
const GLOBAL_6 = ranges('2000::/3');

/** https://www.iana.org/assignments/iana-ipv6-special-registry, within 2000::/3 */
const NOT_PUBLIC_6 = ranges(
  '2001::/23', // IETF protocols: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '3fff::/20', // documentation
);

/** Whether `text` is the address of one host on the public internet; unreadable text is not. */
export const isPublicUnicast = (text: string): boolean => {
  const address = parseAddress(text);
  if (!address) return false;
  const isAmong = (list: readonly Range[]): boolean => list.some((range) => isIn(address, range));
  return address.family === 4 ? !isAmong(NOT_PUBLIC_4) : isAmong(GLOBAL_6) && !isAmong(NOT_PUBLIC_6);
};
