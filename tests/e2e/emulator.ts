import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from './https.ts';
import type { Installed } from './install.ts';
import { until } from './report.ts';

/** Over TLS, as AWS is: it enforces the policies that refuse anything else. */
export type Emulator = { url: string; certificate: string; home: string; child: ChildProcess };

/** Starts it on a free loopback port, with IAM enforced, and waits until it answers. */
export const startEmulator = async ({ ministack, node }: Installed, logPath: string): Promise<Emulator> => {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'flavours-emulator-'));
  const log = openSync(logPath, 'w');
  const child = spawn(ministack, [], {
    cwd: home,
    env: {
      HOME: home,
      TMPDIR: home,
      PYTHONPATH: join(__dirname, 'emulator-additions'), // what it refuses of our template
      PYTHONDONTWRITEBYTECODE: '1',
      PATH: `${node}:${process.env['PATH']}`, // functions run on the first Node of the path
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      USE_SSL: '1',
      LAMBDA_EXECUTOR: 'local',
      MINISTACK_REGION: 'us-east-1',
      AUTH: 'true',
      IOT_MTLS_ENABLED: '0',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: ['ignore', log, log],
  });
  const emulator = {
    url: `https://127.0.0.1:${port}`,
    certificate: join(home, 'ministack-tls', 'server.crt'),
    home,
    child,
  };
  if (await until(120_000, () => isReady(emulator))) return emulator;
  await stopEmulator(emulator);
  throw new Error(`the emulator did not start: see ${logPath}`);
};

/** Ends it, and waits until it has. */
export const stopEmulator = async ({ child, home }: Emulator): Promise<void> => {
  if (child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }
  rmSync(home, { recursive: true, force: true });
};

const isReady = async ({ url, certificate }: Emulator): Promise<true | undefined> => {
  try {
    const { status } = await ask(`${url}/_ministack/health`, { ca: readFileSync(certificate, 'utf8') });
    return status === 200 ? true : undefined;
  } catch {
    return undefined; // no certificate yet, or nobody listens yet
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port was given'));
        else resolve(address.port);
      });
    });
  });
