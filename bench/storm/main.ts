import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stormBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
import { readResults, withResult, writeResults } from './measured.ts';
import { page } from './page.ts';
import { picture } from './picture.ts';
import { Result } from './result.ts';

/*
 * Rising load, each storm in a process of its own, one after the other; the result goes to docs/storm.md and
 * docs/images/storm.svg.
 */
const SIZES = [100, 1000, 10_000, 100_000];
const ENDPOINTS = [1, 100, 10_000];
/** As much memory as a function has, so that the peak is what is needed and not what the collector leaves. */
const HEAP_MB = 512;
const DOCS = join(__dirname, '../../docs');

/** One storm; what it says of its progress goes to our standard error. */
const storm = async (notifications: number, endpoints: number): Promise<Result> => {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      '--import',
      'tsx',
      join(__dirname, 'one.ts'),
      String(notifications),
      String(endpoints),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`the storm of ${notifications} on ${endpoints} endpoints ended with ${code}`);
  return Result.parse(JSON.parse(stdout));
};

const main = async (options: { endpoints?: string[] | undefined }, largest: number): Promise<void> => {
  mkdirSync(join(DOCS, 'images'), { recursive: true });
  const asked = options.endpoints?.map(Number) ?? ENDPOINTS;
  for (const size of SIZES.filter((one) => one <= largest)) {
    for (const endpoints of ENDPOINTS.filter((one) => one <= size && asked.includes(one))) {
      const began = performance.now();
      const newest = await storm(size, endpoints);
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stdout.write(`${seconds} s: ${JSON.stringify(newest)}\n`);
      // Written after each storm: the largest takes as long as all others together, and not everybody waits for it.
      const results = withResult(readResults(), newest);
      writeResults(results);
      writeFileSync(join(DOCS, 'storm.md'), page(results));
      writeFileSync(join(DOCS, 'images/storm.svg'), picture(results));
    }
  }
};

run(stormBenchCommand(), main);
