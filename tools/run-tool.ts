import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { OptionValues } from '@commander-js/extra-typings';
import { lintCommand, typesCommand } from '../cli/commands/for-developers.ts';
import { mutationTestCommand, stormTestCommand, testCommand } from '../cli/commands/for-tests.ts';
import { EXIT, run } from '../cli/commands/run.ts';
import { StartError } from '../local/support/errors.ts';

/** What package.json runs of others' tools: how each is called, and the help that ours have too. */
const TOOLS = {
  test: { command: testCommand, call: ['jest'], environment: {} },
  'test:storm': {
    command: stormTestCommand,
    call: ['jest', 'tests/integration/storm'],
    environment: { STORM: 'full' },
  },
  'test:mutation': { command: mutationTestCommand, call: ['stryker', 'run'], environment: {} },
  lint: { command: lintCommand, call: ['biome', 'ci'], environment: {} },
  types: { command: typesCommand, call: ['tsc'], environment: {} },
} as const;

const isTool = (name: string): name is keyof typeof TOOLS => name in TOOLS;

/** Runs the tool with what was given, and ends as it does. A Ctrl-C goes to both; the tool is waited for. */
const runTool = async (
  [file, ...first]: readonly [string, ...string[]],
  given: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> => {
  const tool = join(__dirname, '../node_modules/.bin', file);
  const child = spawn(tool, [...first, ...given], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  await once(child, 'exit');
  if (child.signalCode) return 128 + constants.signals[child.signalCode];
  return child.exitCode ?? EXIT.failed;
};

const [name = ''] = process.argv.splice(2, 1);
if (!isTool(name)) throw new StartError(`${name}: expected one of ${Object.keys(TOOLS).join(', ')}`);
const { command, call, environment } = TOOLS[name];
const given = process.argv.slice(2);
run<unknown[], OptionValues>(command(), () => runTool(call, given, environment));
