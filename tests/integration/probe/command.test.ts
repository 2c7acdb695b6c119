import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labServer } from '../../../local/broken-servers/catalog.ts';
import type { Running } from '../../../local/broken-servers/listening.ts';
import { ranHere } from '../commands/in-process.ts';

const ROOT = join(__dirname, '../../..');

/** `npm run probe`, as a person runs it. */
const printed = (...given: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    const command = ['cli/launch.cjs', 'cli/probe.ts', ...given];
    const child = execFile(process.execPath, command, { cwd: ROOT }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, text: stdout + stderr });
    });
  });

/** The same once more, without the start of a process. */
const printedHere = async (...given: string[]): Promise<{ code: number; text: string }> => {
  const { code, stdout, stderr } = await ranHere(() => import('../../../cli/probe.ts'), given);
  return { code, text: stdout + stderr };
};

let expired: Running;
let postOnly: Running;
beforeAll(async () => {
  expired = await labServer('expired').start();
  postOnly = await labServer('status-405').start();
});
afterAll(() => Promise.all([expired.stop(), postOnly.stop()]));

test('a probe as a person reads it: stages, meaning, next step, and an exit code', async () => {
  const bad = await printed(expired.url, '--allow', '127.0.0.1');
  const doubtful = await printedHere(`${postOnly.url}?token=hunter2`, '--allow', '127.0.0.0/8');
  const refused = await printedHere(postOnly.url);
  // Nobody but the lab trusts its authority, so the missing trust is seen before the end.
  expect(bad).toMatchObject({
    code: 1,
    text: expect.stringMatching(/✗ tls .*until 2021-01-01[\s\S]*openssl s_client/),
  });
  expect(doubtful).toMatchObject({
    code: 0,
    text: expect.stringMatching(/✓ http +\d+ ms {2}405 to GET\nThe server is up/),
  });
  expect(doubtful.text).not.toContain('hunter2');
  expect(refused).toMatchObject({ code: 2, text: expect.stringContaining('Not probed: address') });
});
