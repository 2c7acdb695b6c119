import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { documents, textOf } from './documents.ts';

const page = textOf('docs/configuration.md');
const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) => yaml);
/** One setting inside a sentence: `reminderMinutes: 60`. */
const inSentences = [...page.matchAll(/`(\w+): ([^`]+)`/g)].flatMap(([, key = '', value = '']) =>
  Object.hasOwn(OncallConfig.shape, key) ? [`${key}: ${value}`] : [],
);
const all = [...examples, ...inSentences];
const SOMEBODY = { levels: [{ subscribers: [{ email: 'oncall@example.com' }] }] };

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(10);
});

test.each(all.map((yaml) => ({ yaml, name: yaml.slice(0, 40).trim() })))(
  'an example is good: $name',
  ({ yaml }) => {
    const given = OncallConfig.safeParse({ ...SOMEBODY, ...parse(yaml) });
    expect(given.error?.issues ?? []).toEqual([]);
  },
);

test('each setting of oncall.yml has an example', () => {
  const shown = new Set(all.flatMap((yaml) => Object.keys(parse(yaml))));
  expect(Object.keys(OncallConfig.shape).filter((key) => !shown.has(key))).toEqual([]);
});

test('each variable of the environment is listed', () => {
  const names = documents(
    /^lib\/adapters\/config\/.*\.ts$|^local\/support\/environment\.ts$|^serverless\.yml$/,
  )
    .flatMap(({ path, text }) => [
      ...text.matchAll(path.endsWith('.ts') ? /^ {2}([A-Z][A-Z_]+):/gm : /^ +([A-Z][A-Z_]+): /gm),
    ])
    .map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(25);
  expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('each variable that is listed is read somewhere', () => {
  const listed = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name = '']) => name);
  const code = documents(/^(?:lib|local|cli)\/.*\.ts$|^serverless\.yml$/)
    .map(({ text }) => text)
    .join('\n');
  expect(listed.length).toBeGreaterThan(20);
  expect(listed.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

test('each parameter of a deploy is listed', () => {
  const names = [...textOf('serverless.yml').matchAll(/\$\{param:(\w+)/g)].map(([, name = '']) => name);
  expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
