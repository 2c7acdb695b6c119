/*
 * The part of CloudWatch's metric math that our alarms use, on an even grid of periods.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** The figures of a metric by period; a period without figures is not in it. */
export type Series = ReadonlyMap<number, number>;
type Value = number | Series | Series[];

export type Scope = {
  /** The periods that are looked at, oldest first. */
  grid: readonly number[];
  /** Metrics and earlier expressions by id. */
  ids: ReadonlyMap<string, Series>;
  /** The ids that are metrics, for METRICS(). */
  metrics: readonly string[];
};

const TOKEN = /\s*(AND\b|OR\b|[A-Za-z_]\w*|\d+(?:\.\d+)?|==|!=|<=|>=|[-+*/()[\],<>])/y;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match?.[1]) throw new Error(`metric math: not understood: ${text}`);
    tokens.push(match[1]);
  }
  return tokens;
};

const bool = (is: boolean): number => (is ? 1 : 0);
const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '==': (a, b) => bool(a === b),
  '!=': (a, b) => bool(a !== b),
  '<': (a, b) => bool(a < b),
  '<=': (a, b) => bool(a <= b),
  '>': (a, b) => bool(a > b),
  '>=': (a, b) => bool(a >= b),
  AND: (a, b) => bool(a !== 0 && b !== 0),
  OR: (a, b) => bool(a !== 0 || b !== 0),
};
const TIERS = [['OR'], ['AND'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']];

/** Evaluates an expression; throws where it is more than our alarms use. */
export const evaluate = (text: string, scope: Scope): Series => {
  const tokens = tokensOf(text);
  const value = binary(tokens, 0, scope);
  if (tokens.length > 0) throw new Error(`metric math: left over: ${tokens.join(' ')}`);
  if (typeof value === 'number' || Array.isArray(value))
    throw new Error(`metric math: not one series: ${text}`);
  return value;
};

const binary = (tokens: string[], tier: number, scope: Scope): Value => {
  const names = TIERS[tier];
  if (!names) return primary(tokens, scope);
  let left = binary(tokens, tier + 1, scope);
  for (let name = tokens[0]; name !== undefined && names.includes(name); name = tokens[0]) {
    tokens.shift();
    left = combined(OPERATORS[name], left, binary(tokens, tier + 1, scope));
  }
  return left;
};

/** A period counts where both sides have a figure. */
const combined = (operator: ((a: number, b: number) => number) | undefined, a: Value, b: Value): Value => {
  if (!operator || Array.isArray(a) || Array.isArray(b))
    throw new Error('metric math: no operator of arrays');
  if (typeof a === 'number' && typeof b === 'number') return operator(a, b);
  const periods = [...(typeof a === 'number' ? series(b) : a).keys()];
  return new Map(
    periods.flatMap((period): [number, number][] => {
      const [x, y] = [at(a, period), at(b, period)];
      return x === undefined || y === undefined ? [] : [[period, operator(x, y)]];
    }),
  );
};

const at = (value: number | Series, period: number): number | undefined =>
  typeof value === 'number' ? value : value.get(period);

const series = (value: Value): Series => {
  if (typeof value === 'number' || Array.isArray(value)) throw new Error('metric math: a series is expected');
  return value;
};

const expect = (tokens: string[], token: string): void => {
  const found = tokens.shift();
  if (found !== token) throw new Error(`metric math: expected ${token}, not ${found}`);
};

const list = (tokens: string[], end: string, scope: Scope): Value[] => {
  const values: Value[] = [];
  while (tokens[0] !== end) {
    values.push(binary(tokens, 0, scope));
    if (tokens[0] === ',') tokens.shift();
  }
  expect(tokens, end);
  return values;
};

const primary = (tokens: string[], scope: Scope): Value => {
  const token = tokens.shift() ?? '';
  if (/^\d/.test(token)) return Number(token);
  if (token === '(') {
    const value = binary(tokens, 0, scope);
    expect(tokens, ')');
    return value;
  }
  if (token === '[') return list(tokens, ']', scope).map(series);
  if (tokens[0] === '(') {
    tokens.shift();
    return call(token, list(tokens, ')', scope), scope);
  }
  const found = scope.ids.get(token);
  if (!found) throw new Error(`metric math: nothing is called ${token}`);
  return found;
};

const call = (name: string, [first = 0, second = 0, third = 0]: Value[], scope: Scope): Value => {
  switch (name) {
    case 'METRICS':
      return scope.metrics.flatMap((id) => scope.ids.get(id) ?? []);
    case 'TIME_SERIES':
      return new Map(scope.grid.map((period) => [period, Number(first)]));
    case 'FILL':
      return Array.isArray(first)
        ? first.map((one) => filled(one, Number(second), scope))
        : filled(series(first), Number(second), scope);
    case 'SUM': {
      const all = Array.isArray(first) ? first : [series(first)];
      const periods = scope.grid.filter((period) => all.some((one) => one.has(period)));
      return new Map(
        periods.map((period) => [period, all.reduce((sum, one) => sum + (one.get(period) ?? 0), 0)]),
      );
    }
    case 'DIFF': {
      const present = [...series(first)].toSorted(([one], [other]) => one - other);
      return new Map(
        present.flatMap(([period, value], index): [number, number][] => {
          const before = present[index - 1];
          return before === undefined ? [] : [[period, value - before[1]]];
        }),
      );
    }
    case 'IF':
      return new Map(
        [...series(first)].flatMap(([period, is]): [number, number][] => {
          const chosen = is === 0 ? third : second;
          const value = Array.isArray(chosen) ? undefined : at(chosen, period);
          return value === undefined ? [] : [[period, value]];
        }),
      );
    default:
      throw new Error(`metric math: unknown function ${name}`);
  }
};

/** Where a metric has no figure at all there is nothing to fill: the careful reading, as it is not documented. */
const filled = (one: Series, value: number, { grid }: Scope): Series =>
  one.size === 0 ? one : new Map(grid.map((period) => [period, one.get(period) ?? value]));
