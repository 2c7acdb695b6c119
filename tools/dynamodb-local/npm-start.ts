import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

const ROOT = join(__dirname, '../..');
const LIMIT_MS = 120_000;
const ABSENT = './tests/integration/local/without-embedded-engine.cjs';
const Inbox = z.array(z.object({ protocol: z.string() }));

/** A PATH on which there is Java, and no Docker. */
const pathWithJava = async (): Promise<string> => {
  const which = spawn('which', ['java'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [java] = (await which.stdout.toArray()).map(String);
  const bin = mkdtempSync(join(tmpdir(), 'java-'));
  symlinkSync((java ?? '').trim(), join(bin, 'java'));
  return bin;
};

/**
 * `npm start` as on a machine without the embedded engine and without Docker: it finds Java by itself, and what is posted
 * as it says comes out as an email.
 */
export const startsOnJava = async (): Promise<boolean> => {
  const child = spawn(process.execPath, ['--require', ABSENT, 'cli/launch.cjs', 'local/main.ts'], {
    cwd: ROOT,
    env: { PATH: await pathWithJava(), PORT: '0', DATA_DIR: mkdtempSync(join(tmpdir(), 'start-')) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const line = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, 'm').exec(said)?.[1];
  const isAlerted = async (): Promise<boolean> => {
    const url = line('Webhook URL');
    if (!/^Ready in/m.test(said) || !url) return false;
    const body = JSON.stringify({ code: 503, endpoint: 'https://shop.example/hooks', message: 'HTTP 503' });
    await fetch(url, { method: 'POST', body });
    const inbox = Inbox.parse(await (await fetch(`${line('Inbox')}.json`)).json());
    return inbox.some(({ protocol }) => protocol === 'email');
  };
  const ended = once(child, 'exit');
  try {
    for (const startedAt = Date.now(); Date.now() - startedAt < LIMIT_MS; await sleep(500)) {
      if (child.exitCode !== null) return false;
      if (await isAlerted()) return /^DynamoDB: \S+ = DynamoDB Local \(Java\)$/m.test(said);
    }
    return false;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
};
