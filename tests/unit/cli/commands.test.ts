import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { allCommands } from '../../../cli/commands/all.ts';
import { AUDIENCES, invocationOf } from '../../../cli/commands/command.ts';
import { parse } from '../../../cli/commands/parse.ts';
import { labServers } from '../../../local/broken-servers/catalog.ts';
import { CAUSES } from '../../../local/demo/merchant.ts';

const ROOT = join(__dirname, '../../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
const commands = [
  ...allCommands(
    CAUSES,
    labServers.map(({ name }) => name),
  ),
];

test('each script of package.json has a definition, and the other way round', () => {
  expect(Object.keys(scripts).sort()).toEqual(commands.map(([script]) => script).sort());
});

describe.each(commands)('%s', (script, command) => {
  test('its file runs it by its definition, so that --help is answered before anything starts', () => {
    const [, file = '', name] =
      /^node (?:--expose-gc )?(?:--import tsx|cli\/launch\.cjs) (\S+\.ts)(?: (\S+))?$/.exec(
        scripts[script] ?? '',
      ) ?? [];
    expect(name ?? script).toBe(script);
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(readFileSync(join(ROOT, file), 'utf8')).toMatch(
      /^(?:export const ended = )?run(?:Command)?(?:<.+>)?\(\w+Command\(|^run<.+>\(command\(\)/m,
    );
  });

  test('--help and -h say what it does, its options and an example', () => {
    for (const option of ['--help', '-h']) {
      const parsed = parse(command, [option]);
      const text = parsed.kind === 'help' ? parsed.text : '';
      expect(text).toContain(`Usage: ${invocationOf(script)} -- [options]`);
      expect(text.replaceAll(/\s+/g, ' ')).toContain(command.summary());
      expect(text).toMatch(/^Examples?:\n {2}(?:[A-Z_]+=\S+ )*npm (?:run )?\S+/m);
      for (const { long } of command.options) expect(text).toContain(long);
    }
  });

  test('it is in one of the groups of npm run help', () => {
    expect(Object.values(AUDIENCES)).toContain(command.helpGroup());
    expect(command.summary()).toMatch(/^[A-Z].{10,110}[^.]$/);
  });

  test('its examples are called as npm calls it, with options that it has', () => {
    const parsed = parse(command, ['--help']);
    const text = parsed.kind === 'help' ? parsed.text : '';
    const examples = [
      ...text
        .slice(text.search(/^Examples?:$/m))
        .matchAll(/^ {2}(?:[A-Z_]+=\S+ )*npm (?:run )?(.+?)(?: {2}|$)/gm),
    ];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, words = ''] of examples) {
      const [name, ...given] = words.split(' ').filter((word) => word !== '--');
      expect(name).toBe(script);
      expect(parse(command, given)).toMatchObject({ kind: 'run' });
    }
  });

  test('an option that it does not have is one line that names it', () => {
    const parsed = parse(command, ['--no-such-option']);
    expect(parsed).toMatchObject({ kind: 'wrong' });
    const line = parsed.kind === 'wrong' ? parsed.line : '';
    expect(line).toContain(`${invocationOf(script)}: unknown option '--no-such-option'`);
    expect(line).not.toContain('\n');
  });

  test('an argument too many is one line that names it', () => {
    const isVariadic = command.registeredArguments.some(({ variadic }) => variadic);
    const parsed = parse(
      command,
      Array.from({ length: 9 }, (_, index) => String(index + 200)),
    );
    if (isVariadic && parsed.kind === 'run') return;
    expect(parsed).toMatchObject({ kind: 'wrong', line: expect.stringMatching(/'2\d\d'/) });
  });

  test('a value that an option cannot take is one line with the option and what was expected', () => {
    const needed = command.registeredArguments
      .filter(({ required }) => required)
      .map(() => 'https://a.example');
    for (const { long, flags } of command.options.filter(
      ({ parseArg, argChoices }) => parseArg || argChoices,
    )) {
      for (const value of ['-1', 'no such value', '']) {
        const parsed = parse(command, [...needed, long ?? '', value]);
        expect(parsed).toMatchObject({ kind: 'wrong' });
        const line = parsed.kind === 'wrong' ? parsed.line : '';
        expect(line).toContain(flags);
        expect(line).toMatch(/Expected |Allowed choices are /);
        expect(line).not.toContain('\n');
      }
    }
  });
});

const named = new Map(commands);
const parsed = (script: string, given: string[], environment: Record<string, string> = {}) => {
  const command = named.get(script);
  if (!command) throw new Error(`a command: ${script}`);
  return parse(command, given, environment);
};

test.each([
  ['test:promise', ['--seeds', '0'], "'--seeds <n>' argument '0'"],
  ['test:promise', ['--minutes', '1.5'], 'a whole number of at least 1'],
  ['test:mutants', ['--part', '3/2'], 'K no greater than N'],
  ['demo', ['--seconds', '121'], 'a number from 5 to 120'],
  ['demo', ['--cause', 'nonsense'], 'Allowed choices are unavailable, crashed,'],
  ['lab', ['no-such-server'], 'Allowed choices are'],
  ['probe', ['shop.example'], "argument 'url': 'shop.example' is invalid. Expected a URL"],
  ['probe', ['ftp://shop.example/'], 'Expected a URL that begins with'],
  ['probe', ['https://a.example', '--allow', '10.0.0.0/33'], 'Expected a range such as'],
  ['probe', [], "missing required argument 'url'"],
  ['redrive', ['--stage', 'a b'], 'the name of a stage'],
  ['test-alert', ['--region', 'Frankfurt'], 'an AWS region, such as eu-central-1'],
  ['url', ['Not A Name'], 'expected 1–64 of'],
  ['test:api', ['-5'], "'-5'"],
])('%s %j is refused with %j', (script, given, words) => {
  expect(parsed(script, given)).toMatchObject({ kind: 'wrong', line: expect.stringContaining(words) });
});

test('values arrive as what they are, and defaults where nothing was said', () => {
  expect(parsed('test:promise', ['--seeds', '7', '--trace=0'])).toMatchObject({
    options: { seeds: 7, trace: 0, from: 1, minutes: 60 },
  });
  expect(parsed('test:mutants', ['lease', '--part', '2/3'])).toMatchObject({
    options: { part: [2, 3] },
    args: ['lease'],
  });
  expect(parsed('redrive', [])).toMatchObject({ options: { stage: 'local', forget: false } });
  expect(parsed('probe', ['https://a.example', '--allow', '127.0.0.1', '::1'])).toMatchObject({
    options: { allow: ['127.0.0.1', '::1'] },
  });
});

test('an option that npm took, since no -- stood before it, is not passed over', () => {
  const environment = { npm_config_stage: 'prod' };
  expect(parsed('redrive', [], environment)).toEqual({
    kind: 'wrong',
    line: 'npm run redrive: npm took --stage for itself: expected -- before it; see npm run redrive -- --help',
  });
  expect(parsed('redrive', ['--help'], environment)).toMatchObject({ kind: 'help' });
  expect(parsed('probe', ['https://a.example'], { npm_config_json: 'true' })).toMatchObject({ kind: 'run' });
});
