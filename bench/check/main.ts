import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkBenchCommand } from '../../cli/commands/for-benches.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { labProbes } from '../../local/broken-servers/probe-settings.ts';
import { startStack } from '../../local/stack/stack.ts';
import { canHold, holdTo } from '../processor-share.ts';
import { startDeadEndpoints } from './dead-endpoints.ts';
import { Took } from './function.ts';
import { lookedAt, monitorAll } from './monitors.ts';

const ROOT = join(__dirname, '../..');
const MINUTE_MS = 60_000;
const LONGEST_MS = 55_000;
/** What it may take. The function has more, for the processor that comes with it. */
const MEMORY_MB = 512;
/** Node lets its heap grow by the memory of the machine, and this one has more. */
const HEAP_MB = MEMORY_MB / 2;
/** Lambda's own limit. */
const FILES = 1_024;
const GROUP = 'bench-check';

/** The function, started as Lambda would: with so many file descriptors and, if this machine can, that share of a core. */
const startFunction = async (share: number): Promise<{ child: ChildProcess; stop: () => void }> => {
  const script = `ulimit -n ${FILES} && exec "$0" --max-old-space-size=${HEAP_MB} --import tsx "$1"`;
  const child = spawn('bash', ['-c', script, process.execPath, join(__dirname, 'function.ts')], {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'ERROR', METRICS: 'off' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  if (child.pid !== undefined && share < 1 && canHold(GROUP)) holdTo(share, child.pid, GROUP);
  return { child, stop: () => void child.kill('SIGKILL') };
};

const invoke = (child: ChildProcess): Promise<Took> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`check ended with ${code}`)));
    child.once('message', (message) => resolve(Took.parse(message)));
    child.send('minute');
  });

type Options = { endpoints: number; passes: number; allSilent?: true | undefined; share: number };

/** Has `check` look at dead endpoints, minute by minute as scheduled, and says what each pass took. */
const main = async ({ endpoints, passes, allSilent, share }: Options): Promise<number> => {
  const dead = await startDeadEndpoints(allSilent === true);
  const stack = await startStack({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), 'check-')),
    stream: false,
    sweepS: 3600,
    oncallFile: join(ROOT, 'oncall.yml'),
    environment: {},
    log: () => undefined,
    probes: { ...labProbes, dns: dead.dns, isNetworkAssumed: true },
  });
  const started = await startFunction(share);
  let isGood = true;
  const say = (cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  try {
    await monitorAll(stack.dynamodbEndpoint, endpoints, dead.kinds);
    say(['minute', 'looked at', 's', 'processor s', 'memory MB', 'files', 'alerts']);
    say(['--:', '--:', '--:', '--:', '--:', '--:', '--:']);
    const began = Date.now();
    for (let pass = 0; pass < passes; pass++) {
      await sleep(began + pass * MINUTE_MS - Date.now());
      const from = new Date();
      const published = stack.sns.publishes.length;
      const took = await invoke(started.child);
      if (took.error !== undefined) throw new Error(took.error);
      const looked = await lookedAt(stack.dynamodbEndpoint, from);
      isGood &&= looked === endpoints && took.ms < LONGEST_MS && took.peakMb < MEMORY_MB;
      say([
        pass + 1,
        looked,
        (took.ms / 1000).toFixed(1),
        (took.cpuMs / 1000).toFixed(1),
        took.peakMb.toFixed(0),
        took.mostFiles,
        stack.sns.publishes.length - published,
      ]);
    }
  } finally {
    started.stop();
    await stack.stop();
    await dead.stop();
  }
  return isGood ? EXIT.done : EXIT.failed;
};

run(checkBenchCommand(), main);
