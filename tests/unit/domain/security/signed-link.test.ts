import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Purpose, signLink, verifyLink } from '../../../../lib/domain/security/signed-link.ts';

const SECRET = 'the current secret, long enough for this';
const PREVIOUS = 'the secret before, long enough for this';
const expiresAt = new Date('2026-11-24T03:00:00Z');
const before = new Date('2026-11-24T02:59:59Z');

const link = (purpose: Purpose = 'acknowledge', secret = SECRET, incidentId = 'k3m9x2p4q7ra-1') =>
  new URL(signLink('https://alerts.shop.example', secret, { incidentId, purpose, expiresAt }));
const partsOf = (url: URL) => {
  const [, , incidentId = '', purpose = ''] = url.pathname.split('/');
  return {
    incidentId: decodeURIComponent(incidentId),
    purpose,
    e: url.searchParams.get('e') ?? '',
    s: url.searchParams.get('s') ?? '',
  };
};

test.each(Purpose.options)('a link to %s is good until it expires, and then says so', (purpose) => {
  const parts = partsOf(link(purpose, SECRET, 'source:main-1'));
  expect(parts).toMatchObject({ incidentId: 'source:main-1', purpose });
  expect(verifyLink(parts, [SECRET], before)).toBe('ok');
  expect(verifyLink(parts, [SECRET], expiresAt)).toBe('expired');
});

test('two secrets are accepted, and no third', () => {
  const parts = partsOf(link('resolve', PREVIOUS));
  expect(verifyLink(parts, [SECRET, PREVIOUS], before)).toBe('ok');
  expect(verifyLink(parts, [SECRET], before)).toBe('wrong');
});

test('a link for one thing is good for no other', () => {
  const parts = partsOf(link('view'));
  expect(verifyLink({ ...parts, purpose: 'acknowledge' }, [SECRET], before)).toBe('wrong');
  expect(verifyLink({ ...parts, incidentId: 'k3m9x2p4q7ra-2' }, [SECRET], before)).toBe('wrong');
  expect(verifyLink({ ...parts, e: String(Number(parts.e) + 1) }, [SECRET], before)).toBe('wrong');
  expect(verifyLink({ ...parts, e: `0${parts.e}` }, [SECRET], before)).toBe('wrong');
});

test('any changed character of path or query is wrong, also in what looks expired', () => {
  const parts = partsOf(link());
  const names = ['incidentId', 'purpose', 'e', 's'] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.nat(42),
      fc.string({ minLength: 1, maxLength: 1 }),
      (name, place, character) => {
        const text = parts[name];
        const at = place % text.length;
        fc.pre(text[at] !== character);
        const changed = { ...parts, [name]: `${text.slice(0, at)}${character}${text.slice(at + 1)}` };
        expect(verifyLink(changed, [SECRET, PREVIOUS], expiresAt)).toBe('wrong');
      },
    ),
  );
  // base64url has two bits to spare in its last character: they are no second valid form.
  const last = parts.s.charCodeAt(42);
  for (const code of [last - 1, last + 1]) {
    const s = `${parts.s.slice(0, 42)}${String.fromCharCode(code)}`;
    expect(verifyLink({ ...parts, s }, [SECRET], before)).toBe('wrong');
  }
});

test.each(['1969-12-31T23:59:55Z', '+275760-09-13T00:00:00Z'])('a link until %s is none of ours', (end) => {
  const url = signLink('https://alerts.shop.example', SECRET, {
    incidentId: 'k3m9x2p4q7ra-1',
    purpose: 'view',
    expiresAt: new Date(end),
  });
  expect(verifyLink(partsOf(new URL(url)), [SECRET], before)).toBe('wrong');
});

test('a link that was mailed stays good with the next version of this code', () => {
  expect(String(link())).toBe(
    'https://alerts.shop.example/act/k3m9x2p4q7ra-1/acknowledge?e=1795489200&s=AnHZeepRi3PRtBKl0PmR0uvXAcQoACpYAuvVQ-W9Fzk',
  );
});
