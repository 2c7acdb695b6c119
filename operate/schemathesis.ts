import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * `node --import tsx operate/schemathesis.ts` posts generated requests, as the OpenAPI document allows and as it does
 * not, to a local stack of its own, and fails where an answer is not as documented.
 */
const ROOT = join(__dirname, '..');
const VERSION = '4.32.5';
const READY_LIMIT_MS = 30_000;
const RUN_LIMIT_MS = 90_000;
const EXAMPLES = 120;
// An HTTP API has no 405: a method that has no route is the gateway's own 404, before anything of ours runs.
const EXCLUDED = 'unsupported_method';

const python = join(ROOT, '.venv/bin/python');
const schemathesis = join(ROOT, '.venv/bin/schemathesis');

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** The pinned Schemathesis in `.venv`, installed where it is not there yet. */
const install = (): void => {
  const isThere =
    existsSync(schemathesis) && execFileSync(schemathesis, ['--version']).toString().includes(VERSION);
  if (isThere) return;
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', join(ROOT, '.venv')], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', `schemathesis==${VERSION}`], { stdio: 'inherit' });
};

/** `npm start` on a free port and a directory of its own; answers with its webhook URL. */
const startStack = (dataDir: string): { child: ChildProcess; webhookUrl: Promise<string> } => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const webhookUrl = new Promise<string>((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`the local stack ${why}; it said: ${said}`));
    const late = setTimeout(() => fail('is not ready'), READY_LIMIT_MS);
    child.once('exit', (code) => fail(`ended with ${code}`));
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /^Webhook URL: (.+)$/m.exec(said)?.[1];
      if (!url || !/^Ready in /m.test(said)) return;
      clearTimeout(late);
      resolve(url);
    });
  });
  return { child, webhookUrl };
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

type Part = { name: string; settings: string };

/** What may be answered, narrower than Schemathesis's own: whatever is long is 413, whether it fits or not. */
const answers = (fitting: string, other: string): string =>
  `[checks]\npositive_data_acceptance.expected-statuses = [${fitting}]\nnegative_data_rejection.expected-statuses = [${other}]\n`;

/** Two parts: with a real source and token every body reaches the parser; without, sources and tokens are made up. */
const partsOf = (webhookUrl: string): Part[] => {
  const [, , source = '', token = ''] = new URL(webhookUrl).pathname.split('/');
  return [
    {
      name: 'with a real source and token',
      settings: `${answers('200, 413', '400, 404, 413')}[parameters]\n"path.source" = "${source}"\n"path.token" = "${token}"\n`,
    },
    { name: 'with made-up sources and tokens', settings: answers('404', '404') },
  ];
};

const run = (part: Part, documentUrl: string, dir: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const config = join(dir, 'schemathesis.toml');
    writeFileSync(config, part.settings);
    const child = spawn(
      schemathesis,
      [
        ...['--config-file', config, 'run', documentUrl, '--include-path-regex', '^/hooks/'],
        ...['--checks', 'all', '--exclude-checks', EXCLUDED, '--mode', 'all', '--continue-on-failure'],
        ...['--max-examples', String(EXAMPLES), '--request-timeout', '5', '--generation-database', 'none'],
      ],
      {
        cwd: dir,
        stdio: 'inherit',
        timeout: RUN_LIMIT_MS,
        env: {
          PATH: process.env['PATH'],
          HOME: dir,
          PYTHONPATH: __dirname,
          PYTHONDONTWRITEBYTECODE: '1',
          SCHEMATHESIS_HOOKS: 'url_format',
        },
      },
    );
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

const main = async (): Promise<void> => {
  install();
  const startedAt = Date.now();
  const dir = mkdtempSync(join(tmpdir(), 'schemathesis-'));
  const { child, webhookUrl } = startStack(join(dir, 'data'));
  const failed: string[] = [];
  try {
    const url = await webhookUrl;
    for (const part of partsOf(url)) {
      say(`Schemathesis ${part.name}:`);
      if ((await run(part, new URL('/openapi.json', url).href, dir)) !== 0) failed.push(part.name);
    }
  } finally {
    await ended(child);
    rmSync(dir, { recursive: true, force: true });
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  say(
    `Schemathesis ${VERSION}: ${failed.length === 0 ? '0 failures' : `failed ${failed.join(' and ')}`} in ${seconds} s`,
  );
  if (failed.length > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
