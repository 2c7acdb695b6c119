import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stormBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
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

const storm = async (notifications: number, endpoints: number): Promise<Result> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      '--import',
      'tsx',
      join(__dirname, 'one.ts'),
      String(notifications),
      String(endpoints),
    ],
    { maxBuffer: 1 << 26 },
  );
  return Result.parse(JSON.parse(stdout));
};

const main = async (_: object, largest: number): Promise<void> => {
  const results: Result[] = [];
  mkdirSync(join(DOCS, 'images'), { recursive: true });
  for (const size of SIZES.filter((one) => one <= largest)) {
    for (const endpoints of ENDPOINTS.filter((one) => one <= size)) {
      const result = await storm(size, endpoints);
      results.push(result);
      process.stdout.write(`${JSON.stringify(result)}\n`);
      // Written after each storm: the largest takes as long as all others together, and not everybody waits for it.
      writeFileSync(join(DOCS, 'storm.md'), page(results, process.version));
      writeFileSync(join(DOCS, 'images/storm.svg'), picture(results));
    }
  }
};

run(stormBenchCommand(), main);
