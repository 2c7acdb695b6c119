import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { OncallConfig, type RuntimeOncallConfig } from '../../domain/oncall/config.ts';
import { runtimePeople } from '../../domain/oncall/people.ts';
import { hasMachines, isWoken, subscribedBy } from '../../domain/oncall/subscriptions.ts';

type Issue = z.core.$ZodIssue;

/** Reads `oncall.yml`. Throws an error with one line per problem, from the top: file, line, field and what was expected. */
export const readOncall = (path: string): OncallConfig => {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new Error(document.errors.map((error) => `${at(error.pos[0])} ${error.message}`).join('\n'));
  }
  const result = OncallConfig.safeParse(document.toJS());
  if (result.success) return result.data;
  throw new Error(
    problemsIn(result.error)
      .map((problem) => ({ ...problem, offset: offsetOf(document, problem.path) }))
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ path: field, message, offset }) => {
        const name = field.length === 0 ? '' : ` ${field.join('.')}:`;
        return `${at(offset)}${name} ${message}`;
      })
      .join('\n'),
  );
};

/** Where a field stands: file and line. */
export const placeOf = (path: string, field: readonly PropertyKey[]): string => {
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines, prettyErrors: false });
  return `${path}:${lines.linePos(offsetOf(document, field)).line}`;
};

/** The part that is shipped with the functions: no contact. */
export const oncallAtRuntime = (oncall: OncallConfig): RuntimeOncallConfig => {
  const {
    people,
    levels,
    alarms: _alarms,
    integrations: _integrations,
    heartbeat: _heartbeat,
    ...rest
  } = oncall;
  return {
    ...rest,
    people: runtimePeople(people),
    duties: levels.map(({ rotation, people: always = [] }) => ({
      ...(rotation && { rotation }),
      people: always,
    })),
    covers: [],
    escalationMinutes: levels.slice(1).map(({ afterMinutes = 1 }) => afterMinutes),
    smsLevels: levels.flatMap(({ subscribers = [] }, index) =>
      subscribers.some(isWoken) ? [index + 1] : [],
    ),
    filteredSources: [
      ...new Set(
        levels.flatMap(({ subscribers = [] }) => subscribers).flatMap(({ sources = [] }) => sources),
      ),
    ],
    hasMachines: hasMachines(oncall),
    subscribed: subscribedBy(oncall),
  };
};

/** The versions of the sources that are listed; all others are at 1. */
export const sourceVersionsOf = (oncall: OncallConfig): Record<string, number> =>
  Object.fromEntries(Object.entries(oncall.sources).map(([name, source]) => [name, source.version]));

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
};

export type Problem = { path: PropertyKey[]; message: string };

/** What is wrong, field by field. */
export const problemsIn = (error: z.ZodError): Problem[] =>
  error.issues.flatMap((issue) => problemsOf(issue, []));

const problemsOf = (issue: Issue, parent: readonly PropertyKey[]): Problem[] => {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known setting here' }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map((nested) => ({ path, message: nested.message }));
  }
  if (issue.code !== 'invalid_union') return [{ path, message: issue.message }];

  // The alternative that was meant is the one with the fewest problems.
  const fewest = Math.min(...issue.errors.map((alternative) => alternative.length));
  const nearest = issue.errors.filter((alternative) => alternative.length === fewest);
  const explained = issue.message !== 'Invalid input';
  const meant = nearest.length === 1 || !explained ? nearest.at(-1) : undefined;
  return meant?.flatMap((nested) => problemsOf(nested, path)) ?? [{ path, message: issue.message }];
};

/** Where the field is, or the nearest thing around it. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  if (path.length === 0) return 0;
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)))
    : undefined;
  const node = isNode(pair?.key) ? pair.key : document.getIn(path, true);
  return isNode(node) && node.range ? node.range[0] : offsetOf(document, path.slice(0, -1));
};
