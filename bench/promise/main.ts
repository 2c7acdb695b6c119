import { parseArgs } from 'node:util';
import * as z from 'zod';
import { buildFunctions } from './build.ts';
import { containersOf } from './container.ts';
import { startOwnEngine } from './own-engine.ts';
import { runSeed } from './run-seed.ts';
import { reportOf, Summary } from './summary.ts';

const USAGE = 'npm run test:promise -- [--seeds N] [--seed S] [--minutes M] [--trace LINES]';

const Options = z.object({
  seeds: z.coerce.number().int().min(1).default(50),
  seed: z.coerce.number().int().min(0).optional(),
  from: z.coerce.number().int().min(0).default(1),
  minutes: z.coerce.number().positive().default(60),
  trace: z.coerce.number().int().min(0).default(60),
});

/** A long run says how far it has come. */
const PROGRESS = 50;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

const options = () => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { seeds: text, seed: text, from: text, minutes: text, trace: text },
  });
  const result = Options.safeParse(values);
  if (!result.success) throw new Error(`${z.prettifyError(result.error)}\n${USAGE}`);
  const { seed, from, seeds, ...rest } = result.data;
  return { ...rest, first: seed ?? from, last: seed ?? from + seeds - 1 };
};

const main = async (): Promise<void> => {
  const { first, last, minutes, trace } = options();
  const startedAt = Date.now();
  const engine = await startOwnEngine();
  const summary = new Summary();
  try {
    const containers = containersOf(await buildFunctions());
    for (let seed = first; seed <= last && Date.now() - startedAt < minutes * 60_000; seed++) {
      const result = await runSeed(engine.endpoint, containers, seed);
      summary.add(result);
      if (result.violations.length > 0) say(reportOf(result, trace));
      if (summary.seeds % PROGRESS === 0 && seed < last) say(summary.line((Date.now() - startedAt) / 1000));
    }
  } finally {
    await engine.stop();
  }
  say(summary.line((Date.now() - startedAt) / 1000));
  if (summary.failed > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
