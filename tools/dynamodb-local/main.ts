import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { enginesTestCommand } from '../../cli/commands/for-tests.ts';
import { EXIT, run as runCommand } from '../../cli/commands/run.ts';
import { JARS, jarsIn } from '../../local/dynamodb-local/jars.ts';
import { startInJava } from '../../local/dynamodb-local/java.ts';
import { StartError } from '../../local/support/errors.ts';
import { startsOnJava } from './npm-start.ts';

/* The flows on DynamoDB Local, AWS's own engine, each file on an empty one. */
const ROOT = join(__dirname, '../..');
const FOLDERS = ['tests/integration', 'tests/integration/conformance', 'tests/integration/redrive'];
/** A file and its engine take turns, so that one pair leaves half of two cores idle. */
const AT_ONCE = 2;

/** Runs the tests of a file, and says all of it at its end: another file runs beside it. */
const runTests = async (file: string, endpoint: string): Promise<boolean> => {
  const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', '--runTestsByPath', file], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  await once(child, 'close');
  process.stderr.write(Buffer.concat(output));
  return child.exitCode === 0;
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
  const jars = await jarsIn(JARS, (line) => process.stderr.write(`${line}\n`));
  const results: [string, boolean][] = [];
  const waiting = asked.length > 0 ? [...asked] : testFiles();
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const engine = await startInJava(jars, 'memory');
      try {
        results.push([file, await runTests(file, engine.endpoint)]);
      } finally {
        await engine.stop();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  results.push(['npm start, which finds Java', await startsOnJava()]);
  for (const [file, isGood] of results) process.stdout.write(`${isGood ? 'passed' : 'FAILED'} ${file}\n`);
  return results.every(([, isGood]) => isGood) ? EXIT.done : EXIT.failed;
};

runCommand(enginesTestCommand(), main);
