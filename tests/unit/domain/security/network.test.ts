import { expect, test } from '@jest/globals';
import { browserProof, isBrowserProof, PROOF_MS } from '../../../../lib/domain/security/browser-proof.ts';
import { networkName } from '../../../../lib/domain/security/network.ts';

const SECRET = 's'.repeat(48);
const nameOf = (ip: string): string => networkName(ip, SECRET);

test.each([
  ['203.0.113.7', '203.0.113.250', true],
  ['203.0.113.7', '203.0.114.7', false],
  ['203.0.113.7', '::ffff:203.0.113.9', true],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['2001:DB8:1:2::1', '2001:db8:1:2::2', true],
  ['0.0.0.7', '::7', false],
  ['', 'no address', true],
])('%s and %s are one network: %s', (one, other, isSame) => {
  expect(nameOf(one) === nameOf(other)).toBe(isSame);
});

test('the name of a network tells nobody its address without the secret', () => {
  expect(nameOf('203.0.113.7')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(networkName('203.0.113.7', 't'.repeat(48))).not.toBe(nameOf('203.0.113.7'));
});

const NOW = new Date('2026-11-24T20:00:00.500Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);

test('a browser that asked is known for an hour, under the secret of now or the one before', () => {
  const proof = browserProof(SECRET, NOW);
  expect(isBrowserProof(proof, ['n'.repeat(48), SECRET], NOW)).toBe(true);
  expect(isBrowserProof(proof, [SECRET], after(PROOF_MS - 1000))).toBe(true);
  expect(isBrowserProof(proof, [SECRET], after(PROOF_MS))).toBe(false);
  expect(isBrowserProof(proof, ['n'.repeat(48)], NOW)).toBe(false);
  expect(browserProof(SECRET, NOW)).not.toBe(proof);
});

test.each([
  ['nothing', () => ''],
  ['another time', (proof: string) => proof.replace(/^\d+/, (seconds) => String(Number(seconds) + 1))],
  ['no signature', (proof: string) => proof.replace(/\.[^.]+$/, '.')],
  ['another signature', (proof: string) => proof.replace(/[^.]+$/, 'A'.repeat(43))],
  ['more behind it', (proof: string) => `${proof}A`],
  ['a time of letters', (proof: string) => proof.replace(/^\d+/, 'NaN')],
  ['a time without end', (proof: string) => proof.replace(/^\d+/, '9'.repeat(400))],
])('a proof with %s is none', (_, changed) => {
  expect(isBrowserProof(changed(browserProof(SECRET, NOW)), [SECRET], NOW)).toBe(false);
});
