import { basename } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import {
  allPaths,
  anchorsOf,
  citedPaths,
  commentsOf,
  documents,
  fileNamesIn,
  linksOf,
  npmCommandsIn,
  proseOf,
  targetOf,
  textOf,
} from './documents.ts';

const pages = documents(/\.md$/);
const sources = documents(
  /^(?:bench|cli|deploy|handlers|lib|local|tests|tools)\/.*\.(?:ts|tsx|cjs|mjs|sh|py|yml)$|^[\w.-]+\.(?:yml|cjs|mjs)$|^\.ci\/run$/,
);
const packageJson = z
  .object({ version: z.string(), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(textOf('package.json')));

test('there is something to look at', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(sources.length).toBeGreaterThan(300);
  expect(pages.flatMap(({ text }) => citedPaths(proseOf(text))).length).toBeGreaterThan(100);
  expect(sources.flatMap((one) => citedPaths(commentsOf(one))).length).toBeGreaterThan(5);
});

test('a file that is not there is seen, in prose and in comments', () => {
  expect(citedPaths('see `design.md` and lib/domain/{old,new}.ts, not https://a.example/lib/a.ts')).toEqual([
    'design.md',
    'lib/domain/old.ts',
    'lib/domain/new.ts',
  ]);
  const commented = {
    path: 'a.ts',
    text: "const url = 'http://lib/x.ts';\n/** As in docs/gone.md. */\n// tests/gone",
  };
  expect(citedPaths(commentsOf(commented))).toEqual(['docs/gone.md', 'tests/gone']);
});

/** From the root, or beside the page that cites it. */
const isThere = (page: string, path: string): boolean =>
  allPaths.has(path) || allPaths.has(targetOf(page, path)?.path ?? '');

test('no page cites a file that is not there', () => {
  const gone = pages.flatMap(({ path, text }) =>
    citedPaths(proseOf(text))
      .filter((cited) => !isThere(path, cited))
      .map((cited) => `${path} → ${cited}`),
  );
  expect(gone).toEqual([]);
});

test('no page names a file that is nowhere', () => {
  const names = new Set([...allPaths].map((path) => basename(path)));
  const gone = pages.flatMap(({ path, text }) =>
    fileNamesIn(proseOf(text))
      .filter((name) => !names.has(name))
      .map((name) => `${path} → ${name}`),
  );
  expect(fileNamesIn('`gone.ts`, `lib/a.ts` and `old.yml`')).toEqual(['gone.ts', 'old.yml']);
  expect(gone).toEqual([]);
});

test('no comment cites a file that is not there', () => {
  const gone = sources.flatMap((source) =>
    citedPaths(commentsOf(source))
      .filter((cited) => !allPaths.has(cited))
      .map((cited) => `${source.path} → ${cited}`),
  );
  expect(gone.filter((line) => !line.startsWith('tests/architecture/docs'))).toEqual([]);
});

test('each link of a page leads to a file, and its anchor to a heading', () => {
  const broken = pages.flatMap(({ path, text }) =>
    linksOf(text)
      .filter((link) => {
        const target = targetOf(path, link);
        if (!target) return false;
        if (!allPaths.has(target.path)) return true;
        return target.anchor !== undefined && !anchorsOf(textOf(target.path)).includes(target.anchor);
      })
      .map((link) => `${path} → ${link}`),
  );
  expect(broken).toEqual([]);
});

test('each page can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) {
    if (!page.endsWith('.md')) continue;
    for (const link of linksOf(textOf(page))) {
      const path = targetOf(page, link)?.path;
      if (path !== undefined) reached.add(path);
    }
  }
  expect(pages.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
});

test('each npm command that a page, a comment or a message names is a script', () => {
  const unknown = [...pages, ...sources].flatMap(({ path, text }) =>
    npmCommandsIn(text)
      .filter((name) => !Object.hasOwn(packageJson.scripts, name))
      .map((name) => `${path} → npm run ${name}`),
  );
  expect(unknown).toEqual([]);
});

test('the README has at most 1,000 words', () => {
  expect(textOf('README.md').split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(1000);
});

test('the changelog begins with the version of the package', () => {
  const releases = [...textOf('CHANGELOG.md').matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(
    ([, version]) => version,
  );
  expect(releases[0]).toBe(packageJson.version);
  expect(releases.at(-1)).toBe('0.1.0');
});

test('decisions are numbered without a gap, have their four parts, and stand in the index', () => {
  const decisions = documents(/^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/);
  const numbers = decisions.map(({ path }) => Number(/\d{4}/.exec(path)?.[0])).toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(numbers.length).toBeGreaterThan(50);
  const index = linksOf(textOf('docs/decisions/README.md'));
  for (const { path, text } of decisions) {
    expect(index).toContain(path.slice('docs/decisions/'.length));
    expect(text).toMatch(
      /^# \d{1,4}\. .+\n\n\*\*Context\.\*\* [\s\S]+\n\n\*\*Decision\.\*\* [\s\S]+\n\n\*\*Consequence\.\*\* [\s\S]+\n$/,
    );
  }
});
