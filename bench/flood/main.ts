import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floodBenchCommand } from '../../cli/commands/for-benches.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { startStack } from '../../local/stack/stack.ts';
import { backlog } from './backlog.ts';
import { leakedUrl } from './leaked-url.ts';
import { HEAP_MB, TIMEOUT_MS } from './process.ts';

/*
 * Two floods against the real parts.
 * A backlog of open incidents, small and fat, that the real sweep has to end in the memory and time of its function; and
 * a leaked webhook URL, through which endpoints are made up while one that matters fails.
 */
/** The engine's file would otherwise measure the disk. */
const IN_MEMORY = '/dev/shm';
const MB = 1024 * 1024;
const say = (line: string): unknown => process.stdout.write(`${line}\n`);

const NAMED =
  'endpoints:\n  - { url: "https://shop.example/hooks/orders", name: Riyadh orders, severity: critical }\n';

const inStack = async (
  stream: boolean,
  task: (stack: Awaited<ReturnType<typeof startStack>>, folder: string) => Promise<void>,
) => {
  const dataDir = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'flood-'));
  const oncallFile = join(dataDir, 'oncall.yml');
  const example = readFileSync(join(__dirname, '../../oncall.yml'), 'utf8');
  writeFileSync(oncallFile, example.replace(/^endpoints: \[\]$/m, NAMED));
  const stack = await startStack({
    port: 0,
    dataDir: join(dataDir, 'data'),
    stream,
    sweepS: stream ? 60 : 3600,
    oncallFile,
    environment: {},
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    await task(stack, dataDir);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const main = async ({ incidents, posts }: { incidents: number; posts: number }): Promise<number> => {
  let isAllNamed = true;
  process.env['LOG_LEVEL'] = 'SILENT';
  process.env['METRICS'] = 'off';
  if (posts > 0)
    await inStack(true, async (stack) => {
      const it = await leakedUrl(stack, posts);
      say(
        `${it.posts} posts of made-up endpoints through one URL, in ${it.postedS.toFixed(1)} s: ${it.answered200} answered 200`,
      );
      say(
        `  incidents: ${it.own} of their own, ${it.floods} flood; counts add up: ${it.countsAddUp}; all grouped after ${it.groupedS.toFixed(1)} s`,
      );
      say(
        `  the endpoint that oncall.yml names: alerted after ${it.namedSentS.toFixed(1)} s, first in its email: ${it.isFirstInItsEmail}`,
      );
      say(`  ${it.emails} emails, ${it.sms} SMS`);
    });
  if (incidents > 0)
    await inStack(false, async (stack, folder) => {
      const it = await backlog(stack, incidents, folder);
      const peak = (of: 'peakRss' | 'peakHeap'): string =>
        (Math.max(...it.invocations.map((one) => one[of])) / MB).toFixed(0);
      const longest = Math.max(...it.invocations.map(({ tookMs }) => tookMs)) / 1000;
      say(
        `${it.incidents} open incidents about which nobody was alerted, one in ten of 100 KB; the function has ${TIMEOUT_MS / 1000} s and ${HEAP_MB} MB of heap`,
      );
      say(
        `  first publish after ${it.firstPublishS.toFixed(1)} s, the worst in the first email: ${it.isWorstFirst}`,
      );
      say(
        `  all ${it.named} named after ${it.invocations.length} invocations, ${it.tookS.toFixed(0)} s; the longest took ${longest.toFixed(1)} s`,
      );
      say(
        `  peak: ${peak('peakHeap')} MB of heap, ${peak('peakRss')} MB RSS; at most ${it.mostInASecond} publishes a second; ${it.sms} SMS`,
      );
      isAllNamed = it.named >= it.incidents;
    });
  return isAllNamed ? EXIT.done : EXIT.failed;
};

run(floodBenchCommand(), main);
