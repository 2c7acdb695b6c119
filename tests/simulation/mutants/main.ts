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
import { caughtLine, record, recordedSeeds } from './recorded.ts';

const SEEDS = 60;

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

type Violations = Awaited<ReturnType<typeof runSeed>>['violations'];

/** What the checks find in a seed of the unchanged code: each seed is played once, and there must be nothing. */
const controlOn = (endpoint: string): ((seed: number) => Promise<Violations>) => {
  const played = new Map<number, Promise<Violations>>();
  const play = async (seed: number): Promise<Violations> =>
    (await runSeed(endpoint, containersOf(await buildFunctions()), seed)).violations;
  return (seed) => {
    const violations = played.get(seed) ?? play(seed);
    played.set(seed, violations);
    return violations;
  };
};

/**
 * Plays seeds with the mutant's code until a check that should notice it does, or runs the test that should. The seed that
 * caught it last comes first; if it does not any more, all others follow.
 */
const caughtBy = async (
  endpoint: string,
  { changes, by }: Mutant,
  recorded: number | undefined,
  control: (seed: number) => Promise<Violations>,
): Promise<string | undefined> => {
  if (typeof by === 'string') {
    const title = await redTestOf(by, changes);
    return title && `${by}, "${title}"`;
  }
  const containers = containersOf(await buildFunctions(changes));
  const all = Array.from({ length: SEEDS }, (_, index) => index + 1);
  for (const seed of new Set(recorded === undefined ? all : [recorded, ...all])) {
    const { violations } = await runSeed(endpoint, containers, seed);
    const violation = violations.find(({ check }) => by.test(check));
    if (!violation) continue;
    if ((await control(seed)).some(({ check }) => by.test(check)))
      throw new Error(`seed ${seed} breaks "${violation.check}" without a mutant too`);
    return `seed ${seed}, "${violation.check}"`;
  }
  return undefined;
};

type Options = { part: readonly [part: number, parts: number]; record?: true | undefined };

const main = async ({ part: [part, parts], record: isRecorded }: Options, name: string): Promise<number> => {
  const chosen = MUTANTS.filter((mutant) => mutant.name.includes(name)).filter(
    (_, index) => index % parts === part - 1,
  );
  if (chosen.length === 0)
    throw new StartError(
      `npm run test:mutants: no mutant has '${name}' in its name and is in part ${part}/${parts}`,
    );
  if (isRecorded && chosen.length < MUTANTS.length)
    throw new StartError(
      'npm run test:mutants: --record is for a run of all of them, without a name or --part',
    );
  const engine = await startOwnEngine();
  const control = controlOn(engine.endpoint);
  const seeds = recordedSeeds();
  const lines: string[] = [];
  let survivors = 0;
  try {
    for (const mutant of chosen) {
      const by = await caughtBy(engine.endpoint, mutant, seeds.get(mutant.name), control);
      if (!by) survivors += 1;
      lines.push(by ? caughtLine(mutant.name, by) : `SURVIVED  ${mutant.name}`);
      say(lines.at(-1) ?? '');
    }
  } finally {
    await engine.stop();
  }
  lines.push(`${chosen.length} mutants: ${survivors === 0 ? 'all caught' : `${survivors} SURVIVED`}`);
  say(lines.at(-1) ?? '');
  if (isRecorded) record(lines);
  return survivors > 0 ? EXIT.failed : EXIT.done;
};

run(mutantsTestCommand(), main);
