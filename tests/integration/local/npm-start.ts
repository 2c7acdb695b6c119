import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect } from '@jest/globals';
import * as z from 'zod';
import { Delivery } from '../../../local/sns/deliveries.ts';
import { eventually, temporaryDir } from './temporary.ts';

const ROOT = join(__dirname, '../../..');
/** What a test has started; ended after it. */
export const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** `npm start` with its own environment, until the test ends it; `preloaded` are files that Node loads before it. */
export const startKept = (environment: Record<string, string>, ...preloaded: string[]) => {
  const before = preloaded.flatMap((file) => ['--require', file]);
  const child = spawn(process.execPath, [...before, 'cli/launch.cjs', 'local/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], PORT: '0', AWS_PROFILE: 'of-the-laptop', ...environment },
  });
  const message = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    message.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    message.stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const outputOf = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(message.stdout)?.[1];
  const ready = () =>
    eventually(`ready (${message.stderr})`, () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${message.stderr}`);
      return /^Ready in \d+ ms$/m.test(message.stdout) ? (outputOf('Webhook URL') ?? '') : undefined;
    });
  return { child, message, ended, ready, outputOf };
};

/** The same, for one test. */
export const start = (environment: Record<string, string>, ...preloaded: string[]) => {
  const started = startKept(environment, ...preloaded);
  children.push(started.child);
  return started;
};

export const notify = (webhookUrl: string, endpoint = 'https://shop.example/hooks/orders') =>
  fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 503, endpoint, message: 'HTTP 503' }),
  });

export const inboxOf = async (url: string | undefined) =>
  z.array(Delivery).parse(await (await fetch(`${url}.json`)).json());

/** What it says when it does not start. */
export const refused = async (
  environment: Record<string, string>,
  ...preloaded: string[]
): Promise<string> => {
  const stack = start({ DATA_DIR: temporaryDir(), ...environment }, ...preloaded);
  expect(await stack.ended).toBe(2);
  expect(stack.message.stdout).toBe('');
  return stack.message.stderr;
};
