import { runSeed } from '../run-seed.ts';
import { buildFunctions } from '../world/build.ts';
import { containersOf } from '../world/container.ts';
import { startOwnEngine } from '../world/own-engine.ts';
import { MUTANTS } from './all.ts';
import type { Mutant } from './mutant.ts';
import { redTestOf } from './mutated-tree.ts';

const SEEDS = 60;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Plays seeds with the mutant's code until a check that is meant to catch it does, or runs the test that is meant to. */
const caughtBy = async (endpoint: string, { changes, by }: Mutant): Promise<string | undefined> => {
  if (typeof by === 'string') {
    const title = await redTestOf(by, changes);
    return title && `${by}, "${title}"`;
  }
  const containers = containersOf(await buildFunctions(changes));
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = await runSeed(endpoint, containers, seed);
    const violation = violations.find(({ check }) => by.test(check));
    if (violation) return `seed ${seed}, "${violation.check}"`;
  }
  return undefined;
};

const main = async (): Promise<void> => {
  const chosen = MUTANTS.filter(({ name }) => name.includes(process.argv[2] ?? ''));
  const engine = await startOwnEngine();
  let survivors = 0;
  try {
    for (const mutant of chosen) {
      const by = await caughtBy(engine.endpoint, mutant);
      if (!by) survivors += 1;
      say(by ? `caught    ${mutant.name}: by ${by}` : `SURVIVED  ${mutant.name}`);
    }
  } finally {
    await engine.stop();
  }
  say(`${chosen.length} mutants: ${survivors === 0 ? 'all caught' : `${survivors} SURVIVED`}`);
  if (survivors > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
