import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redactUrl } from '../../lib/domain/endpoints/redact-url.ts';
import { accept } from '../../lib/domain/intake/accept.ts';
import { KEPT_BYTES } from '../../lib/domain/intake/cut-text.ts';
import { BODY_LIMIT_BYTES } from '../../lib/domain/intake/payload.ts';
import { redactNotification } from '../../lib/domain/intake/redact-notification.ts';
import { redact } from '../../lib/domain/security/redact.ts';
import { redactTokens } from '../../lib/domain/security/redact-tokens.ts';
import { webhookToken } from '../../lib/domain/security/webhook-token.ts';

const SECRET = 'SECRET';
const token = webhookToken('s'.repeat(48), 'main', 1);
const accepted = (body: string, own = token) =>
  accept({
    source: 'main',
    token: own,
    body: Buffer.from(body),
    id: '01JD0000000000000000000000',
    pending: 0,
    now: new Date('2026-11-23T03:00:00.000Z'),
  });

describe('what a URL hides', () => {
  const URLS = [
    'https://user:p@SECRET@host/x',
    "https://u:it'sSECRET@host/",
    'https:////user:SECRET@host/x',
    `https://${'u'.repeat(600)}SECRET@host/`,
    'https://host/p?SECRET',
    'https://host/p?a=1&SECRET',
    'https://host/p?=SECRET',
    'https://host/p?a:b=SECRET',
    'https://host/p?ключ=SECRET',
    "https://host/p?a='SECRET'",
    'https://host/p?a[]=SECRET&a[]=SECRET',
    `https://host/p?${'n'.repeat(200)}=SECRET`,
    'https://host/p?a=1;b=SECRET',
    'https://host/p?a=1?b=SECRET',
    'https://host/p?a=1#SECRET',
    'https://host/p#SECRET?a=1',
    'HTTPS://U:SECRET@HOST/',
  ];
  test.each(URLS)('%s: is hidden where it is shown, and in any text', (url) => {
    expect(redactUrl(url)).not.toContain(SECRET);
    const written = [
      url,
      `"${url}"`,
      JSON.stringify({ url }),
      JSON.stringify({ url }).replaceAll('/', '\\/'),
    ];
    for (const text of [...written, JSON.stringify({ text: JSON.stringify({ url }) })]) {
      const shown = redact(`POST ${text} gave 500`);
      expect(shown).not.toContain(SECRET);
      expect(shown.toLowerCase()).toContain('host');
      expect(shown).toMatch(/^POST .* gave 500$/);
    }
  });
  test('escaped as Go and PHP do it in JSON', () => {
    expect(redact('https:\\u002f\\u002fu:SECRET@h\\u002fa?b=1\\u0026c=SECRET')).toBe(
      'https:\\u002f\\u002f***@h\\u002fa?b=***\\u0026c=***',
    );
  });
  test('of a URL without its beginning', () => {
    expect(redact('/hooks?key=SECRET&other=SECRET failed')).toBe('/hooks?key=***&other=*** failed');
  });
  test('and nothing else', () => {
    const text =
      'Is it down? Yes, since 5&6: mail ops@h.example, a=b, AT&T; see https://h.example/a.b/c "why?no"';
    expect(redact(text)).toBe(text);
  });
  test('is hidden from the log to its end, even where a URL holds spaces and quotes', () => {
    const endpoint = 'https://u:a b"SECRET@host/p?a=x "SECRET" <SECRET>';
    const {
      notifications: [notification],
    } = accepted(JSON.stringify({ code: 1, endpoint, message: `to ${endpoint}!`, more: endpoint }));
    expect(notification).toMatchObject({ endpoint });
    expect(JSON.stringify(redactNotification(notification))).not.toContain(SECRET);
  });
  test('for any of them', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._~!$'()*+,;:-]{0,20}$/).map((text) => `${text}${SECRET}`);
    const query = fc.array(
      fc.tuple(fc.stringMatching(/^[a-z[\].:-]{0,9}$/), part).map((pair) => pair.join('=')),
    );
    const url = fc
      .tuple(fc.constantFrom('http', 'https'), part, part, fc.domain(), query, part)
      .map(
        ([scheme, user, password, host, pairs, hash]) =>
          `${scheme}://${user}:${password}@${host}/a?${pairs.join('&')}#${hash}`,
      );
    fc.assert(
      fc.property(url, (one) => {
        expect(URL.canParse(one) ? redactUrl(one) : '').not.toContain(SECRET);
        expect(redact(`to ${one}: ${JSON.stringify([one])}`)).not.toContain(SECRET);
      }),
      { numRuns: 300 },
    );
  });
});

describe('our token', () => {
  test('as the host of an endpoint is no reason to fail: it is kept as unreadable', () => {
    const odd = `41${token.slice(2)}`; // `%41…` is a letter, and `%***` is nothing
    const acceptance = accepted(JSON.stringify({ code: 1, endpoint: `https://%${odd}/` }), odd);
    expect(acceptance).toMatchObject({ status: 400, problems: [{ pointer: '#/endpoint' }] });
    expect(JSON.stringify(acceptance)).not.toContain(odd);
  });
  test('of another source, in a URL inside a URL', () => {
    const other = webhookToken('o'.repeat(48), 'riyadh', 1);
    for (const slash of ['/', '\\/', '\\u002f', '%2F', '%2f']) {
      const text = `${slash}hooks${slash}riyadh${slash}`;
      expect(redactTokens(`a ${text}${other} b`, token)).toBe(`a ${text}*** b`);
    }
  });
  test.each(Array.from({ length: 43 }, (_, index) => index + 1))(
    'cut off after %i characters by the limit of a message is not kept in part',
    (kept) => {
      for (const before of [' ', 'https://h.example/hooks/main/']) {
        const start = before.padStart(KEPT_BYTES - kept, 'x');
        for (const more of ['m'.repeat(10), 'm'.repeat(BODY_LIMIT_BYTES)]) {
          const { notifications } = accepted(
            JSON.stringify({ code: 1, endpoint: 'https://h.example/', message: `${start}${token} ${more}` }),
          );
          expect(notifications).toMatchObject([{ message: expect.stringContaining(start) }]);
          expect(JSON.stringify(notifications)).not.toContain(token.slice(0, 6));
          const [unread] = accepted(`${start}${token} ${more}`).notifications;
          expect('raw' in unread && unread.raw?.startsWith(start)).toBe(true);
          expect(JSON.stringify(unread)).not.toContain(token.slice(0, 6));
        }
      }
    },
  );
});
