import type { Evidence } from '../scenario/state.ts';

/**
 * One sentence of the promise as a check of the evidence. Returns what breaks it, readably; empty if nothing does.
 */
export type Check = { name: string; broken: (evidence: Evidence) => string[] };

/** Values by a key. */
export const grouped = <Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): Map<string, Value[]> => {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
};
