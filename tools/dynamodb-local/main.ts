import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { enginesTestCommand } from '../../cli/commands/for-tests.ts';
import { EXIT, run as runCommand } from '../../cli/commands/run.ts';
import { StartError } from '../../local/support/errors.ts';
import { startDynamodbLocal } from './engine.ts';

/* The flows on DynamoDB Local, AWS's own engine, each file on an empty one. */
const ROOT = join(__dirname, '../..');
const JARS = join(ROOT, '.build/dynamodb-local');
const FOLDERS = ['tests/integration', 'tests/integration/conformance', 'tests/integration/redrive'];
const SLOWER = ['--testTimeout=60000']; // than the embedded engine, by ten times and more

const run = async (command: string, parameters: string[], environment: Record<string, string> = {}) => {
  const child = spawn(command, parameters, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  await once(child, 'exit');
  return child.exitCode === 0;
};

const fetchJars = async (): Promise<void> => {
  if (existsSync(JARS) && readdirSync(JARS).some((name) => name.startsWith('DynamoDBLocal-'))) return;
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${JARS}`];
  if (!(await run('mvn', ['-q', '-B', '-f', join(__dirname, 'pom.xml'), ...goal])))
    throw new Error('Maven could not copy DynamoDB Local: see above');
};

const testFiles = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(folder, name)),
  );

const main = async (_: object, asked: readonly string[]): Promise<number> => {
  for (const file of asked)
    if (!existsSync(join(ROOT, file))) throw new StartError(`${file}: expected the path of a test file`);
  await fetchJars();
  const results: [string, boolean][] = [];
  for (const file of asked.length > 0 ? asked : testFiles()) {
    const engine = await startDynamodbLocal(JARS);
    try {
      const jest = ['node_modules/jest/bin/jest.js', '--runTestsByPath', file, ...SLOWER];
      results.push([file, await run(process.execPath, jest, { DYNAMODB_ENDPOINT: engine.endpoint })]);
    } finally {
      await engine.stop();
    }
  }
  for (const [file, isGood] of results) process.stdout.write(`${isGood ? 'passed' : 'FAILED'} ${file}\n`);
  return results.every(([, isGood]) => isGood) ? EXIT.done : EXIT.failed;
};

runCommand(enginesTestCommand(), main);
