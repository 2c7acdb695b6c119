import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Stack } from '../../../local/stack/stack.ts';
import { temporaryFolder } from '../../temporary.ts';
import { documented, postMany, until } from '../flavours.ts';
import { emails, scan, startTestStack } from '../stack.ts';
import { redrive, startRedrive } from './command.ts';

const dataDir = temporaryFolder('redrive');
const failed = join(dataDir, 'failed.ndjson');
const run = () => redrive([], { DATA_DIR: dataDir });

let stack: Stack;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack({
    dataDir,
    pump: { attempts: 1, firstRetryMs: 1, bisect: false, batchSize: 20 },
    handlers: {
      receive: () => import('../../../handlers/receive.ts'),
      sweep: () => import('../../../handlers/sweep.ts'),
      dispatch: async () => ({ handler: () => Promise.reject(new Error('dispatch is broken')) }),
    },
  });
});
afterAll(() => stack?.stop());

const counts = async () =>
  (await scan(stack, 'incidents'))
    .map((item) => [item['incidentId'], item['count'], item['version']].join(' '))
    .sort();

test('what the stream gave up is grouped by a redrive; three more change no count, and tell nobody again', async () => {
  const bodies = Array.from({ length: 60 }, (_, index) => documented(`/hooks/orders/${index % 3}`));
  expect(await postMany(stack.webhookUrl, bodies, 10)).toEqual({ 200: 60 });
  await until('all are given up', () => existsSync(failed) && recordsGivenUp() === 60);
  expect(await scan(stack, 'incidents')).toEqual([]);
  copyFileSync(failed, `${dataDir}/kept-by-the-test`);

  const first = await startRedrive([], { DATA_DIR: dataDir });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('60 notifications were still pending and are grouped now');
  const notifications = await scan(stack, 'notifications');
  expect(notifications.every((item) => item['incidentId'] && item['pending'] === undefined)).toBe(true);
  const after = await counts();
  expect(after.map((line) => line.split(' ')[1])).toEqual(['20', '20', '20']);
  expect(existsSync(failed)).toBe(false);

  await stack.sweep();
  const sent = emails(stack).length;
  expect(sent).toBe(3);
  const settled = await counts(); // telling raises the version
  for (let again = 0; again < 3; again++) {
    copyFileSync(`${dataDir}/kept-by-the-test`, failed);
    expect(await run()).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('\n0 notifications were still pending'),
    });
    await stack.sweep();
  }
  expect(await counts()).toEqual(settled);
  expect(emails(stack)).toHaveLength(sent);
  expect((await run()).stdout).toBe('The stream gave up nothing.\n');
});

const recordsGivenUp = (): number =>
  readFileSync(failed, 'utf8')
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(/"batchSize":(\d+)/.exec(line)?.[1] ?? 0), 0);
