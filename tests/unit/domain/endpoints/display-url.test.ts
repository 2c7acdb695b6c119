import { domainToASCII } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { displayHost, displayPath, displayUrl } from '../../../../lib/domain/endpoints/display-url.ts';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import { redactUrl } from '../../../../lib/domain/endpoints/redact-url.ts';

const asciiOf = (host: string): string => new URL(`https://${host}/`).host;

describe('a host is shown in Unicode where it cannot be taken for another', () => {
  test.each([
    'متجر.example',
    'مطعم-الرياض.السعودية',
    'bücher.example',
    'café.example:8443',
    'магазин.рф',
    'ресторан.example',
    'εστιατόριο.example',
    '商店.example',
    'shop商店.example',
    'レストラン.example',
    '식당.example',
    'मंडी.example',
    'ร้านค้า.example',
    'טעים.example',
    'phở-việt.example',
  ])('%s', (host) => expect(displayHost(asciiOf(host))).toBe(host));
});

describe('but stays in punycode', () => {
  test.each([
    ['a mix of scripts', 'аpple.example'],
    ['a mix of scripts', 'shopпай.example'],
    ['Cyrillic that looks like Latin', 'раураӏ.example'],
    ['Cyrillic that looks like Latin', 'аррӏе.com'],
    ['marks that a hurried reader passes over', 'ẹos.com'],
    ['marks that a hurried reader passes over', 'myẹtḣerwallet.com'],
    ['Greek that looks like Latin', 'οικο.example'],
    ['a dotless i', 'shıp.example'],
    ['an alpha of phonetics', 'ɑpi.example'],
    ['a script g', 'ɡoogle.example'],
    ['Arabic digits', 'متجر٣.example'],
    ['Devanagari digits', 'मंडी१.example'],
    ['a stroke of Katakana beside Latin', 'shopー1.example'],
    ['a Han stroke beside Latin', 'shop丶x.example'],
    ['a lengthening stroke', 'متـجر.example'],
    ['a mark on a letter that has no such form', 'x\u0307y.example'],
    ['vowel signs that nobody sees at this size', 'مَتجر.example'],
    ['Cherokee, which looks like Latin', 'ᏚᎻᎪᏢ.example'],
    ['an old script', '𐌰𐌱.example'],
  ])('%s: %s', (_, host) => {
    const ascii = asciiOf(host);
    expect(ascii).toMatch(/xn--/);
    expect(displayHost(ascii)).toBe(ascii);
  });
  test('what is no valid punycode', () => {
    for (const host of ['xn--a', 'xn--.example', 'xn--abc-', 'xn--99999999.example']) {
      expect(displayHost(host)).toBe(host);
    }
  });
  test('names and addresses in ASCII are left as they are', () => {
    for (const host of ['api.shop.example:8443', '10.0.0.1', '[2001:db8::1]:8443']) {
      expect(displayHost(host)).toBe(host);
    }
  });
});

describe('a path is shown in the letters of its script', () => {
  const pathOf = (path: string): string => new URL(path, 'https://h.example').pathname;
  test.each(['/طلبات', '/hooks/طلبات-orders/v2', '/заказы', '/commandes/été', '/注文'])('%s', (path) => {
    expect(pathOf(path)).toContain('%');
    expect(displayPath(pathOf(path))).toBe(path);
  });
  test.each([
    ['a slash', '/a%2Fb'],
    ['a blank', '/a%20b'],
    ['a percent sign', '/a%25D8%25B7'],
    ['a line', '/a%0Ab'],
    ['a question mark', '/a%3Fb'],
    ['a blank of another kind', '/a%C2%A0b'],
    ['a slash of mathematics', '/a%E2%88%95b'],
    ['a turn of direction', '/%E2%80%AEtxt'],
    ['a turn of direction between letters', '/%D8%B7%E2%80%AE%D8%B7'],
    ['nothing that is seen', '/%D8%B7%E2%80%8B%D8%B7'],
    ['a mark alone', '/%CC%81'],
    ['a Latin look-alike among Latin letters', '/%D0%B0pi'],
    ['what looks like Latin', '/%D1%80%D0%B0%D1%83'],
    ['foreign digits', '/%D9%A1%D9%A2'],
    ['what is not UTF-8', '/%D8%ff'],
    ['half a letter', '/%D8'],
    ['a surrogate', '/%ED%A0%80'],
  ])('%s stays encoded: %s', (_, path) => expect(displayPath(path)).toBe(path));
});

test('machines, commands and keys have ASCII, and people see neither values nor who signs in', () => {
  const endpoint = 'https://u:p@متجر.example/طلبات?قسم=١&k=secret';
  const shown = redactUrl(endpoint);
  expect(shown).toBe(
    `https://***@${domainToASCII('متجر.example')}/%D8%B7%D9%84%D8%A8%D8%A7%D8%AA?%D9%82%D8%B3%D9%85=***&k=***`,
  );
  expect(displayUrl(shown)).toBe('https://***@متجر.example/طلبات?قسم=***&k=***');
  expect(endpointKey(endpoint)).toBe(endpointKey(new URL(endpoint).href));
});
