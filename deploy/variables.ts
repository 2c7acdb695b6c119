import { placeOf } from '../lib/adapters/config/oncall-file.ts';

/** As osls resolves a variable; null where its source has none of that name. */
export type ResolveVariable = (variable: string) => Promise<unknown>;

export type LookedUp = { kind: 'value'; value: string } | { kind: 'problem'; problem: string };

const REFERENCE = /^\$\{((?:env|ssm):[^{}]+)\}$/;

/** The variable in a text that is nothing else. */
export const variableIn = (text: string): string | undefined => REFERENCE.exec(text)?.[1];

/** Where something stands in the file, as errors say it. */
export const at = (path: string, field: readonly PropertyKey[]): string =>
  `${placeOf(path, field)} ${field.join('.')}`;

/** The value of a variable. It is said why there is none, and never what another value is. */
export const lookUpVariable = async (variable: string, resolve: ResolveVariable): Promise<LookedUp> => {
  const problem = (why: string): LookedUp => ({ kind: 'problem', problem: `\${${variable}} ${why}` });
  try {
    const value = await resolve(variable);
    if (value === undefined || value === null || value === '') return problem('is not set');
    if (typeof value !== 'string') return problem('is a list or JSON: expected a text');
    // Taken for a contact, it would be subscribed as it stands.
    return value.includes('${') ? problem('is itself a variable: expected a text') : { kind: 'value', value };
  } catch (error) {
    // osls calls again once the source (ssm) is ready.
    if (error instanceof Error && 'code' in error && error.code === 'MISSING_VARIABLE_DEPENDENCY')
      throw error;
    return problem(`cannot be looked up (${reasonOf(error)})`);
  }
};

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** A copy of what the file says with each variable replaced by its value; what has none is told by file, line and field. */
export const withVariables = async (
  path: string,
  value: unknown,
  resolve: ResolveVariable,
  problems: string[],
  field: readonly PropertyKey[] = [],
): Promise<unknown> => {
  const inner = (item: unknown, key: PropertyKey) =>
    withVariables(path, item, resolve, problems, [...field, key]);
  if (Array.isArray(value)) return Promise.all(value.map(inner));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(async ([key, item]) => [key, await inner(item, key)]);
    return Object.fromEntries(await Promise.all(entries));
  }
  if (typeof value !== 'string') return value;
  const variable = variableIn(value);
  if (variable === undefined) {
    if (value.includes('${'))
      problems.push(
        `${at(path, field)}: ${value} has a variable in it: expected one that is the whole value, \${env:NAME} or \${ssm:/path}`,
      );
    return value;
  }
  const lookedUp = await lookUpVariable(variable, resolve);
  if (lookedUp.kind === 'value') return lookedUp.value;
  problems.push(`${at(path, field)}: ${lookedUp.problem}`);
  return value;
};
