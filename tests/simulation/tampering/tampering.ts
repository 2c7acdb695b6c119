import { expect } from '@jest/globals';
import type { Evidence } from '../scenario/state.ts';

/** What must never be true, the check that must notice it, and how it is made to look true. */
export type Tampering = [string, RegExp, (evidence: Evidence) => Partial<Evidence>];

/** The values with the first match changed. */
export const withFirst = <Value>(
  values: readonly Value[],
  change: (value: Value) => Value,
  fits: (value: Value) => boolean = () => true,
): Value[] => {
  const index = values.findIndex(fits);
  expect(index).toBeGreaterThanOrEqual(0);
  return values.map((value, at) => (at === index ? change(value) : value));
};
