import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import { Checkpoints } from '../../../local/event-source/checkpoints.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { dataDir, makeDataDir, webhookSecret } from '../../../local/stack/data-dir.ts';
import { StartError } from '../../../local/support/errors.ts';
import { refused } from './npm-start.ts';
import { temporaryDir } from './temporary.ts';

const GARBAGE = `not what it should be\n${'x'.repeat(5000)}\n`;

/** What reads each file at the start. */
const READERS = {
  'secrets.json': (root: string) => webhookSecret(dataDir(root)),
  'stream.json': (root: string) => new Checkpoints(dataDir(root).checkpoints, 'arn'),
  'inbox.ndjson': (root: string) => new Inbox(dataDir(root).inbox),
  'dynamodb.sqlite': (root: string) => startEngine(dataDir(root).database),
};

test.each<[keyof typeof READERS, string, string, string]>([
  ['secrets.json', GARBAGE, 'secrets.json is damaged (expected JSON). ', 'Put back a copy of it, or delete'],
  ['secrets.json', '{"webhook":"short"}', 'secrets.json is damaged (webhook: ', 'or delete it: then the'],
  ['stream.json', '{"a":1}', 'stream.json is damaged (a: Invalid input: expected record', 'Delete it: the'],
  ['inbox.ndjson', '{}\n', 'inbox.ndjson:1 is damaged (at: ', 'Delete that line, or the file'],
  ['inbox.ndjson', GARBAGE, 'inbox.ndjson:1 is damaged (expected JSON).', 'nothing is sent again'],
  ['dynamodb.sqlite', GARBAGE, 'not a valid SQLite database', 'dynamodb.sqlite is damaged, put back a copy'],
])('%s, damaged (%#), is named with what to do', async (name, text, what, remedy) => {
  const root = mkdtempSync(join(tmpdir(), 'damaged-'));
  writeFileSync(join(root, name), text);
  const read = async (): Promise<unknown> => READERS[name](root);
  const error = await read().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StartError);
  expect(error).toMatchObject({ message: expect.stringContaining(what) });
  expect(error).toMatchObject({ message: expect.stringContaining(remedy) });
});

test.each([
  ['/proc/nope/deeper', /^DATA_DIR \/proc\/nope\/deeper cannot be made: ENOENT/],
  ['/proc/self', /^DATA_DIR \/proc\/self cannot be written to: ENOENT/],
  ['/dev/null', /^DATA_DIR \/dev\/null cannot be made: EEXIST/],
])('DATA_DIR=%s is refused in one line', (path, line) => {
  expect(() => makeDataDir(path)).toThrow(line);
});

test('npm start with a DATA_DIR that cannot be made is one line, and does not hang', async () => {
  expect(await refused({ DATA_DIR: '/proc/nope' })).toBe(
    "DATA_DIR /proc/nope cannot be made: ENOENT: no such file or directory, mkdir '/proc/nope'. Set DATA_DIR to a folder that can be written to.\n",
  );
});

test('folders above DATA_DIR are made, and the trial leaves nothing behind', () => {
  const { root } = makeDataDir(join(temporaryDir(), 'a/b'));
  expect(readdirSync(root)).toEqual([]);
});
