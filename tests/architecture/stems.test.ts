import { basename } from 'node:path';
import { expect, test } from '@jest/globals';
import { sourceFiles } from './sources.ts';

/** `lib/domain`, `lib/console`, `handlers`: whoever looks for a name finds one file in each of them. */
const layerOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('lib/') ? 2 : 1)
    .join('/');
const stemOf = (path: string): string => basename(path).replace(/\.tsx?$/, '');

test('no two files of one stem in one layer', () => {
  const byName = new Map<string, string[]>();
  for (const { path } of sourceFiles('handlers', 'lib')) {
    const name = `${layerOf(path)}: ${stemOf(path)}`;
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  expect([...byName.values()].filter((paths) => paths.length > 1)).toEqual([]);
});
