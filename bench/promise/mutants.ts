import { startEngine } from '../../local/engine.ts';
import { buildFunctions } from './build.ts';
import { containersOf } from './container.ts';
import { EQUIVALENT, MUTANTS, type Mutant } from './mutant-list.ts';
import { runSeed } from './run-seed.ts';

const SEEDS = 60;

type Caught = { seed: number; check: string } | undefined;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Plays seeds with the mutant's code until a check that is meant to catch it does. */
const hunt = async (endpoint: string, { changes, checks }: Mutant): Promise<Caught> => {
  const containers = containersOf(await buildFunctions(changes));
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violations } = await runSeed(endpoint, containers, seed);
    const by = violations.find(({ check }) => checks.test(check));
    if (by) return { seed, check: by.check };
  }
  return undefined;
};

const main = async (): Promise<void> => {
  const chosen = MUTANTS.filter(({ name }) => name.includes(process.argv[2] ?? ''));
  const engine = await startEngine(':memory:');
  let survivors = 0;
  try {
    for (const mutant of chosen) {
      const caught = await hunt(engine.endpoint, mutant);
      if (!caught) survivors += 1;
      say(
        caught
          ? `caught    ${mutant.name}: seed ${caught.seed}, by "${caught.check}"`
          : `SURVIVED  ${mutant.name}: ${SEEDS} seeds`,
      );
    }
  } finally {
    await engine.stop();
  }
  for (const { name, because } of EQUIVALENT) say(`equal     ${name}: ${because}`);
  say(survivors === 0 ? `${chosen.length} mutants, all caught` : `${survivors} SURVIVED`);
  if (survivors > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
