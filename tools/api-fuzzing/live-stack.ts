import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const READY_LIMIT_MS = 30_000;

export type LiveStack = { url: string; webhookUrl: string; signInUrl: string; stop(): Promise<void> };

/** `npm start` on a free port. With probes it looks at what is posted: post only what is on this machine. */
export const startLiveStack = async (dataDir: string, probes: 'alone' | 'off'): Promise<LiveStack> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      PROBES: probes,
      CHECK_S: '1',
      ONCALL: join(__dirname, 'team.yml'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const output = await ready(child);
    const lineOf = (name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(output)?.[1] ?? '';
    const webhookUrl = lineOf('Webhook URL');
    const { origin } = new URL(webhookUrl);
    return { url: origin, webhookUrl, signInUrl: lineOf('Console'), stop: () => ended(child) };
  } catch (error) {
    await ended(child);
    throw error;
  }
};

const ready = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`the local stack ${why}; it said: ${output}`));
    const late = setTimeout(() => fail('is not ready'), READY_LIMIT_MS);
    child.once('exit', (code) => {
      clearTimeout(late);
      fail(`ended with ${code}`);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!/^Ready in /m.test(output)) return;
      clearTimeout(late);
      resolve(output);
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
