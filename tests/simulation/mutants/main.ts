import { mutantsTestCommand } from '../../../cli/commands/for-tests.ts';
import { EXIT, run } from '../../../cli/commands/run.ts';
import { StartError } from '../../../local/support/errors.ts';
import { runSeed } from '../run-seed.ts';
import { buildFunctions } from '../world/build.ts';
import { containersOf } from '../world/container.ts';
import { startOwnEngine } from '../world/own-engine.ts';
import { MUTANTS } from './all.ts';
import type { Mutant } from './mutant.ts';
import { redTestOf } from './mutated-tree.ts';

const SEEDS = 60;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Plays seeds with the mutant's code until a check that should notice it does, or runs the test that should. */
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

type Options = { part: readonly [part: number, parts: number] };

const main = async ({ part: [part, parts] }: Options, name: string): Promise<number> => {
  const chosen = MUTANTS.filter((mutant) => mutant.name.includes(name)).filter(
    (_, index) => index % parts === part - 1,
  );
  if (chosen.length === 0)
    throw new StartError(
      `npm run test:mutants: no mutant has '${name}' in its name and is in part ${part}/${parts}`,
    );
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
  return survivors > 0 ? EXIT.failed : EXIT.done;
};

run(mutantsTestCommand(), main);
