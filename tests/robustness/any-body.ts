import fc from 'fast-check';
import { fragment } from '../any-text.ts';
import { documented } from './bodies.ts';

const good = JSON.stringify(documented);

const point = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((code) => String.fromCodePoint(code));
/** Text of every plane, and of what stands between characters. */
const anyText = fc
  .array(
    fc.oneof(
      point(0, 0x7f),
      point(0x80, 0xd7ff),
      point(0xd800, 0xdfff),
      ...Array.from({ length: 17 }, (_, plane) => point(plane * 0x10000, plane * 0x10000 + 0xffff)),
    ),
    { maxLength: 60 },
  )
  .map((points) => points.join(''));

const nearlyDocumented = fc.record(
  {
    code: fc.oneof(fc.maxSafeInteger(), fc.maxSafeInteger().map(String), fc.double(), fc.jsonValue()),
    endpoint: fc.oneof(
      fragment.map((text) => `https://h.example/#${text}`),
      anyText.map((text) => `https://h.example/?${text}`),
      anyText.map((text) => `https://h.example/${text}`),
      anyText.map((text) => `https://${text}/`),
      fc.jsonValue(),
    ),
    message: fc.oneof(anyText, anyText, fc.jsonValue()),
    extra: fc.jsonValue({ depthSize: 'small' }),
  },
  { requiredKeys: ['code', 'endpoint'] },
);

/** One character of a good body taken out, doubled or replaced by another. */
const mutated = fc
  .tuple(
    fc.nat(good.length - 1),
    fc.constantFrom('', '"', '{', '}', ',', ':', '\\', '0', '\0', '\ud800', ' '),
    fc.boolean(),
  )
  .map(
    ([index, sign, isKept]) =>
      good.slice(0, index) + (isKept ? good[index] : '') + sign + good.slice(index + 1),
  );

/** Anything that somebody could post. */
export const anyBody: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  nearlyDocumented.map((value) => JSON.stringify(value)),
  mutated,
  fc.json(),
  anyText,
  fc.uint8Array({ maxLength: 300 }),
);
