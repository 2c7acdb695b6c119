import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { temporaryDir } from '../local/temporary.ts';
import { type Ran, ranHere } from './in-process.ts';

const ROOT = join(__dirname, '../../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** A script of package.json, in a process of its own, on a directory of its own. */
const ran = (script: string, given: string[], environment: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const [, ...first] = (scripts[script] ?? '').split(' ');
    const env = { PATH: process.env['PATH'], DATA_DIR: temporaryDir(), ...environment };
    const child = execFile(process.execPath, [...first, ...given], { cwd: ROOT, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

test.each([
  ['start', '--help'],
  ['test', '-h'],
])('%s %s is answered on standard output alone, and nothing is started', async (script, option) => {
  const { code, stdout, stderr } = await ran(script, [option]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: npm .*\n[\s\S]*\nExamples?:\n/);
});

test('npm run help lists all commands, and shows the help of one', async () => {
  const [all, one] = [await ran('help', []), await ranHere(() => import('../../../cli/help.ts'), ['probe'])];
  expect(all.code).toBe(0);
  const listed = [...all.stdout.matchAll(/^ {2}npm (?:run )?(\S+) {2,}\S/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(scripts).sort());
  expect(one.stdout).toMatch(/^Usage: npm run probe -- \[options\] <url>/);
});

const expectOneLine = ({ code, stdout, stderr }: Ran, words: string): void => {
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/^[^\n]+\n$/);
};

test.each<[string, string[], Record<string, string>, string]>([
  ['start', [], { PORT: 'abc' }, 'PORT=abc: expected a port from 0 to 65535'],
  ['demo', ['timeout'], { npm_config_cause: 'true' }, 'npm run demo: npm took --cause for itself'],
  ['test', ['--no-such-option'], {}, "npm test: unknown option '--no-such-option'"],
  ['size', ['no-such-directory'], {}, 'no-such-directory: expected receive.zip'],
])('%s %j %j is one line on standard error, and exit code 2', async (script, given, environment, words) => {
  expectOneLine(await ran(script, given, environment), words);
});

test('no local stack is one line on standard error, and exit code 2', async () => {
  const load = () => import('../../../cli/resolve.ts');
  const environment = { DATA_DIR: temporaryDir() };
  expectOneLine(await ranHere(load, ['7k3m9q2x4b1c-1'], environment), 'no local stack runs on');
});

test('a taken port is told to the demo as to the stack', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const { code, stderr } = await ran('demo', [], { PORT: String(port) });
  server.close();
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `Port ${port} on 127.0.0.1 is taken. Set PORT to a free one, or end the process that has it.\n`,
  });
});

test('a tool of others ends with its own exit code', async () => {
  expect((await ran('lint', ['no-such-file.ts'])).code).toBe(1);
});

test('a command that calls AWS says what is wrong there, and nothing about the Node of this machine', async () => {
  const environment = {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_MAX_ATTEMPTS: '1',
  };
  expect(await ran('resolve', ['7k3m9q2x4b1c-1', '--stage', 'prod'], environment)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'connect ECONNREFUSED 127.0.0.1:1\n',
  });
});
