import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { compress } from '../../../deploy/compress.ts';
import { temporaryFolder } from '../../temporary.ts';

const FILES = {
  'handlers/receive.js': readFileSync(join(__dirname, '../../../package-lock.json'), 'utf8'),
  '.build/oncall.json': '{"language":"en"}',
  'empty.txt': '',
};
const entries = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name, strToU8(text)]));

/** The files in a zip as serverless-esbuild writes it on some day. */
const compressed = async (mtime: string): Promise<Buffer> => {
  const path = join(temporaryFolder('zip'), 'receive.zip');
  writeFileSync(path, zipSync(entries, { level: 1, mtime }));
  await compress(path);
  return readFileSync(path);
};

let zip: Buffer;
beforeAll(async () => {
  zip = await compressed('2026-11-27T04:00:00');
});

test('a package holds the same files, smaller than the best of zlib', () => {
  const read = Object.entries(unzipSync(zip)).map(([name, content]) => [name, strFromU8(content)]);
  expect(Object.fromEntries(read)).toEqual(FILES);
  expect(zip.length).toBeLessThan(0.98 * zipSync(entries, { level: 9 }).length);
});

test('what was made of the same files another day is the same package, so that nothing is deployed', async () => {
  expect((await compressed('2027-01-01T00:00:00')).equals(zip)).toBe(true);
});

test('everybody may read the files, as Lambda needs', () => {
  const directory = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
  expect(zip.readUInt32LE(directory + 38) >>> 16).toBe(0o100644);
});
