import fc from 'fast-check';
import { anyBody } from './any-body.ts';

const BOUNDARY = 'x-boundary';
const part = (head: string, value: string): string => `--${BOUNDARY}\r\n${head}\r\n\r\n${value}\r\n`;

/** Bodies that are not what multipart/form-data says, and some that are. */
export const MULTIPART: readonly string[] = [
  '',
  'broken',
  `--${BOUNDARY}`,
  `--${BOUNDARY}\r\n`,
  `--${BOUNDARY}--`,
  `--${BOUNDARY}--\r\n`,
  part('Content-Disposition: form-data; name="next"', '/console'),
  `${part('Content-Disposition: form-data; name="next"', '/console')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data; name="next"; filename="a"\r\nContent-Type: text/x', 'z')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data', 'no name')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data; name="__proto__"', 'x')}--${BOUNDARY}--`,
  `${part('Content-Disposition: attachment', 'x')}--${BOUNDARY}--\r\n`,
  `${part('Content-Disposition: form-data; name="actor"\r\nContent-Type: text/plain; charset=klingon', 'x')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data;\r\n name="folded"', 'x')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data; name="x"\r\nContent-Transfer-Encoding: base64', '%%%')}--${BOUNDARY}--`,
  `${part('No-Colon', 'x')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data; name="a\u0000b"', 'x')}--${BOUNDARY}--`,
  `${part('Content-Disposition: form-data; name="actor"', '\ud800')}--${BOUNDARY}--`,
  'x'.repeat(5000),
];

/** What a content type may say. */
export const CONTENT_TYPES: readonly string[] = [
  `multipart/form-data; boundary=${BOUNDARY}`,
  `multipart/form-data; boundary="${BOUNDARY}"`,
  `Multipart/Form-Data;BOUNDARY=${BOUNDARY}`,
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=""',
  `multipart/form-data; boundary=${'b'.repeat(300)}`,
  'multipart/form-data; boundary="é"',
  'multipart/form-data;;;',
  'multipart/form-data, application/json',
  'multipart/mixed; boundary=x',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=klingon',
  'application/x-www-form-urlencoded,text/plain',
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  '',
  '/',
  ';',
  'a'.repeat(500),
];

/** Bodies that reach a parser's edges. */
export const EDGES: readonly string[] = [
  '['.repeat(100_000),
  '{"a":'.repeat(50_000),
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `{"kind":"note","actor":"x","text":${'['.repeat(3000)}${']'.repeat(3000)}}`,
  '{"__proto__":{"actor":"x"},"constructor":{"prototype":{}},"kind":"resolve"}',
  '{"actor":{"toString":1},"kind":{"valueOf":2}}',
  '{"kind":"resolve","actor":"x","kind":"note"}',
  '\ufeff{"kind":"resolve","actor":"x"}',
  '"\\ud800"',
  'null',
  '1e999',
  `{"minutes":1e999,"kind":"acknowledge","actor":"x"}`,
  'next=%zz&next=%ff%fe&next=/console&__proto__=x&a[]=1&a[]=2&a.b.c=1',
  'kind=acknowledge&actor=%00&minutes=NaN',
  `actor=${'%41'.repeat(3000)}`,
  '&=&&=;=%',
];

export const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'M-SEARCH',
];

const SEGMENTS: readonly string[] = [
  '%',
  '%zz',
  '%c0%ae',
  '%ff%fe',
  '%00',
  '%0d%0aX-Injected:%20y',
  '%2e%2e',
  '..',
  '.',
  ';a=b',
  '%E2%80%AE',
  '__proto__',
  'constructor',
  'x-1',
  'x-9007199254740993',
  '%F0%9F%8D%94',
  'a'.repeat(3000),
  '*',
  '{path+}',
  '%2F%2F',
  '\\',
  '%5C',
];

const QUERIES: readonly string[] = [
  '',
  '?',
  '?a=1&a=2',
  '?%',
  '?next=%zz&next=//evil.example',
  '?next[]=/console',
  '?e=1&e=2&s=x&s=y',
  '?e=99999999999999999999&s=%00',
  '?__proto__=x&constructor=y',
  '?limit=-1&after=%00&code=1e9',
  `?q=${'%F0%9F%8D%94'.repeat(300)}`,
  '?joined=%0d%0a',
];

const COOKIES: readonly string[] = [
  '',
  'session=',
  'session=%',
  'session=%zz; sign-in=%ff',
  'sign-in=1.a.b; session="quoted"',
  `session=${'s'.repeat(3000)}`,
  'session=a; session=b',
  '=; ;;,',
  '__proto__=x; session=__proto__',
  'sign-in=99999999999999.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
];

const AUTHORIZATIONS: readonly string[] = [
  '',
  'Bearer',
  'Bearer few_',
  `Bearer few_${'a'.repeat(3000)}`,
  'Bearer few_01k7zzzzzzzzzzzzzzzzzzzzzz_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'Bearer a b c',
  'Basic %%%',
  'Bearer \u00ff',
];

export type Strange = {
  method: string;
  path: string;
  query: string;
  contentType: string;
  cookie: string;
  authorization: string;
  body: string | Uint8Array;
};

/** Any of `paths`, with any of `segments` or a strange one where `{}` stands, asked for in any strange way. */
export const strangeRequest = (
  paths: readonly string[],
  segments: readonly string[] = [],
): fc.Arbitrary<Strange> =>
  fc
    .record({
      method: fc.oneof(fc.constant('POST'), fc.constantFrom(...METHODS)),
      path: fc.constantFrom(...paths),
      segments: fc.array(fc.constantFrom(...SEGMENTS, ...segments), { minLength: 3, maxLength: 3 }),
      query: fc.constantFrom(...QUERIES),
      contentType: fc.constantFrom(...CONTENT_TYPES),
      cookie: fc.constantFrom(...COOKIES),
      authorization: fc.constantFrom(...AUTHORIZATIONS),
      body: fc.oneof(fc.constantFrom(...MULTIPART), fc.constantFrom(...EDGES), anyBody),
    })
    .map(({ path, segments: chosen, ...rest }) => ({
      ...rest,
      path: chosen.reduce((soFar, segment) => soFar.replace('{}', () => segment), path),
    }));
