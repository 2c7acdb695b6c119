import type { Change } from '../world/build.ts';

/**
 * One way to break the product. `by`: the names of the checks that may catch it in a storm, or the file of the test
 * that must turn red.
 */
export type Mutant = { name: string; changes: readonly [Change, ...Change[]]; by: RegExp | string };

export const change = (file: string, find: string, replace: string): Change => ({ file, find, replace });
