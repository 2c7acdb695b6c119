import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(__dirname, '../../..');

/** The launcher on a Node that says it is of that version. */
const launchedOn = (version: string) => {
  const preload = join(mkdtempSync(join(tmpdir(), 'node-')), 'version.cjs');
  const versions = `{ ...process.versions, node: '${version}' }`;
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
  return spawnSync(process.execPath, ['--require', preload, 'cli/launch.cjs', 'cli/help.ts', 'url'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
};

test.each(['20.11.1', '18.20.8', '9.0.0', '20.2.12'])(
  'Node %s is told in one line that it is too old',
  (version) => {
    const { status, stdout, stderr } = launchedOn(version);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`Node 20.12 or later is needed, and this is ${version} (${process.execPath}).\n`);
  },
);

test.each(['20.12.0', '22.0.0'])('Node %s runs the file, with what was given', (version) => {
  const { status, stdout } = launchedOn(version);
  expect(status).toBe(0);
  expect(stdout).toContain('Usage: npm run url --');
});
