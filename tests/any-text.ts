import fc from 'fast-check';

/*
 * Text of all of Unicode, and URLs with it. fast-check's own (`unit: 'binary'`, `webUrl`, `webFragments`) make a table of a
 * million code points first, which takes half a second and much memory in each worker.
 */

const SURROGATES = { from: 0xd800, count: 0x800 };

/** Any code point but the halves of pairs. */
const codePoint = fc
  .nat(0x10ffff - SURROGATES.count)
  .map((point) => String.fromCodePoint(point < SURROGATES.from ? point : point + SURROGATES.count));

export const anyCodePoints = (constraints: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> =>
  fc.string({ ...constraints, unit: codePoint });

const UNRESERVED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~';
const inUrl = (more: string): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(...UNRESERVED, ...more) },
      { weight: 1, arbitrary: codePoint.map(encodeURIComponent) },
    ),
  });

/** What RFC 3986 allows in a segment of a path; and behind a ? or a #. */
const segment = inUrl("!$&'()*+,;=:@");
export const fragment = inUrl("!$&'()*+,;=:@/?");

export const webUrl = ({ withQuery }: { withQuery: boolean }): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.domain(),
      fc.array(segment),
      withQuery ? fc.option(fragment, { nil: undefined }) : fc.constant(undefined),
    )
    .map(
      ([scheme, host, segments, query]) =>
        `${scheme}://${[host, ...segments].join('/')}${query === undefined ? '' : `?${query}`}`,
    );
