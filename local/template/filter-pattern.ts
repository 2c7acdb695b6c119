import * as z from 'zod';

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Scalar = z.infer<typeof Scalar>;

const NUMERIC = {
  '=': (a: number, b: number) => a === b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};
const Operator = z.enum(['=', '<', '<=', '>', '>=']);

/** One rule of an SNS filter policy or a Lambda filter pattern. Strict: an operator that is not here is an error. */
const Rule = z.union([
  Scalar,
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({
    'anything-but': z.union([Scalar, z.array(Scalar), z.strictObject({ prefix: z.string() })]),
  }),
  z.strictObject({
    numeric: z
      .array(z.union([Operator, z.number()]))
      .min(2)
      .max(4),
  }),
]);
type Rule = z.infer<typeof Rule>;

/** The rules of one name: any of them may match. */
export const Rules = z.array(Rule).min(1);
export type Rules = z.infer<typeof Rules>;

/** Whether a value satisfies any rule. Several values, as of a String.Array, match if one of them does; none = absent. */
export const matchesRules = (rules: Rules, values: readonly Scalar[] | undefined): boolean =>
  rules.some((rule) => matchesRule(rule, values));

const matchesRule = (rule: Rule, values: readonly Scalar[] | undefined): boolean => {
  if (typeof rule === 'object' && rule !== null && 'exists' in rule)
    return rule.exists === (values !== undefined);
  return (values ?? []).some((value) => matchesOne(rule, value));
};

const matchesOne = (rule: Exclude<Rule, { exists: boolean }>, value: Scalar): boolean => {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  if ('anything-but' in rule) {
    const but = rule['anything-but'];
    if (Array.isArray(but)) return !but.includes(value);
    return typeof but === 'object' && but !== null ? !startsWith(value, but.prefix) : but !== value;
  }
  if ('prefix' in rule) return startsWith(value, rule.prefix);
  if ('suffix' in rule) return typeof value === 'string' && value.endsWith(rule.suffix);
  if ('numeric' in rule) return typeof value === 'number' && isWithin(rule.numeric, value);
  return typeof value === 'string' && value.toLowerCase() === rule['equals-ignore-case'].toLowerCase();
};

const startsWith = (value: Scalar, prefix: string): boolean =>
  typeof value === 'string' && value.startsWith(prefix);

const isWithin = (bounds: readonly unknown[], value: number): boolean => {
  for (let index = 0; index < bounds.length; index += 2) {
    const operator = Operator.parse(bounds[index]);
    if (!NUMERIC[operator](value, z.number().parse(bounds[index + 1]))) return false;
  }
  return true;
};

const Nested = z.record(z.string(), z.unknown());

/** Whether an event fits a Lambda filter pattern: nested names, and rules at the leaves. */
export const matchesPattern = (pattern: Record<string, unknown>, event: unknown): boolean =>
  Object.entries(pattern).every(([name, below]) => {
    const value = Nested.safeParse(event).data?.[name];
    if (!Array.isArray(below)) return matchesPattern(Nested.parse(below), value);
    const scalar = Scalar.safeParse(value);
    return matchesRules(Rules.parse(below), scalar.success ? [scalar.data] : undefined);
  });

/** Whether an event fits any of a mapping's patterns; without patterns every event does. */
export const matchesAnyPattern = (patterns: readonly Record<string, unknown>[], event: unknown): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, event));
