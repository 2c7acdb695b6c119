import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Part } from './parts.ts';

const RUN_LIMIT_MS = 300_000;

const Report = z.object({
  complete: z.literal(true),
  test_cases: z.object({ generated: z.int(), with_failures: z.int(), errored: z.int() }),
  operations: z.object({ selected: z.int(), tested: z.int() }),
});

/** How many cases were tried over how many operations, and whether all were answered as documented. */
export type Ran = { cases: number; operations: number; isGood: boolean; output: string };

const settingsOf = ({ fitting, other, inPath = {} }: Part): string =>
  [
    '[checks]',
    `positive_data_acceptance.expected-statuses = [${fitting}]`,
    `negative_data_rejection.expected-statuses = [${other}]`,
    '[parameters]',
    ...Object.entries(inPath).map(([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`),
  ].join('\n');

/** Every check that the tool has, on both what fits the document and what does not. */
export const run = async (
  schemathesis: string,
  part: Part,
  { documentUrl, parentDir, seed }: { documentUrl: string; parentDir: string; seed: number },
): Promise<Ran> => {
  const dir = mkdtempSync(join(parentDir, 'part-'));
  const config = join(dir, 'schemathesis.toml');
  const report = join(dir, 'report.json');
  writeFileSync(config, settingsOf(part));
  let output = '';
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(
      schemathesis,
      [
        ...['--config-file', config, 'run', documentUrl, '--include-path-regex', part.paths],
        ...['--checks', 'all', '--mode', 'all', '--continue-on-failure'],
        ...['--max-examples', String(part.examples), '--request-timeout', '5', '--seed', String(seed)],
        ...['--generation-database', 'none', '--report', 'json', '--report-json-path', report],
        ...(part.token ? ['--header', `Authorization: Bearer ${part.token}`] : []),
      ],
      {
        cwd: dir,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: RUN_LIMIT_MS,
        env: {
          PATH: process.env['PATH'],
          HOME: dir,
          PYTHONPATH: __dirname,
          PYTHONDONTWRITEBYTECODE: '1',
          SCHEMATHESIS_HOOKS: 'formats',
        },
      },
    );
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  const data = reportIn(report);
  // It did not come to its end: an error of its own, or not within the limit.
  if (!data) return { cases: 0, operations: 0, isGood: false, output };
  const { test_cases: cases, operations } = data;
  return {
    output,
    cases: cases.generated,
    operations: operations.tested,
    isGood:
      code === 0 && cases.with_failures + cases.errored === 0 && operations.tested === operations.selected,
  };
};

const reportIn = (file: string): z.infer<typeof Report> | undefined => {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};
