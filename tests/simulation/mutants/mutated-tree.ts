import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { apply, type Change } from '../world/build.ts';

const ROOT = join(__dirname, '../../..');
/** Several processes may try mutants side by side. */
const TREE = join(ROOT, `.build/mutated-${process.pid}`);
const PARTS = [
  ...['lib', 'handlers', 'local', 'deploy', 'tests', 'oncall.yml', 'serverless.yml'],
  ...['package.json', 'tsconfig.json', 'jest.config.cjs'],
];
const LIMIT_MS = 150_000;

const Report = z.looseObject({
  numPassedTests: z.int(),
  testResults: z.array(
    z.looseObject({ assertionResults: z.array(z.looseObject({ title: z.string(), status: z.string() })) }),
  ),
});

/** Runs one test file over a copy of the project with the changes. Answers with the title of a test that turned red. */
export const redTestOf = async (test: string, changes: readonly Change[]): Promise<string | undefined> => {
  rmSync(TREE, { recursive: true, force: true });
  mkdirSync(TREE, { recursive: true });
  for (const part of PARTS) cpSync(join(ROOT, part), join(TREE, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(TREE, 'node_modules'));
  for (const file of new Set(changes.map((change) => change.file))) {
    const path = join(TREE, file);
    writeFileSync(path, apply(file, readFileSync(path, 'utf8'), changes));
  }
  const report = await jest(test).finally(() => rmSync(TREE, { recursive: true, force: true }));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  // All of them red would be a tree that does not even start.
  if (report.numPassedTests === 0) throw new Error(`${test} ran no test to a good end`);
  return tests.find(({ status }) => status === 'failed')?.title;
};

const jest = (test: string): Promise<z.infer<typeof Report>> =>
  new Promise((resolve, reject) => {
    const script = join(ROOT, 'node_modules/jest/bin/jest.js');
    const options = ['--rootDir', TREE, '--config', join(TREE, 'jest.config.cjs'), '--json', '--silent'];
    execFile(
      process.execPath,
      [script, ...options, '--runTestsByPath', join(TREE, test)],
      { cwd: TREE, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        try {
          resolve(Report.parse(JSON.parse(stdout)));
        } catch {
          reject(new Error(`${test}: ${stderr || error?.message}`));
        }
      },
    );
  });
