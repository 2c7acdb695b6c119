import fc from 'fast-check';

const RUNS = 20;
const SIGNS = ['a', 'é', 'e\u0301', 'ك', '漢', '😀', '👩‍👩‍👧', '🇸🇦', '\u200d', ' '];

/** Any code point, without the tables that fast-check builds for it: they take two seconds in each run. */
const codePoint = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));

const string = ({ unit, ...constraints }: fc.StringConstraints = {}): fc.Arbitrary<string> => {
  if (unit === 'binary') return fc.string({ ...constraints, unit: codePoint });
  if (unit === 'grapheme') return fc.string({ ...constraints, unit: fc.constantFrom(...SIGNS) });
  return fc.string(unit === undefined ? constraints : { ...constraints, unit });
};

const webUrl = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.domain(),
      fc.string({ unit: fc.constantFrom('a', '/', '%20') }),
    )
    .map(([scheme, host, path]) => `${scheme}://${host}/${path}?a=${path}&b`);

/** fast-check as mutation testing needs it: the same draws in each run, few of them, and no search for the smallest failure. */
export default {
  ...fc,
  string,
  webUrl,
  assert: <Ts>(property: fc.IProperty<Ts> | fc.IAsyncProperty<Ts>, parameters: fc.Parameters<Ts> = {}) =>
    fc.assert(property, {
      ...parameters,
      numRuns: Math.min(RUNS, parameters.numRuns ?? RUNS),
      seed: 1,
      endOnFailure: true,
    }),
};
