import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { run, runWell } from './run.ts';

const Manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });
const Lock = z.object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })) });

/** Whether the history of this clone goes back to a commit. */
export const hasCommit = async (root: string, commit: string): Promise<boolean> => {
  const options = { cwd: root, env: process.env, limitMs: 10_000 };
  return (await run('git', ['cat-file', '-e', `${commit}^{commit}`], options)).code === 0;
};

/** A clone of an earlier commit, with the packages of today, and those beside them that it alone needs. */
export const releaseTree = async (root: string, commit: string): Promise<string> => {
  const tree = mkdtempSync(join(tmpdir(), 'flavours-release-'));
  const limits = { cwd: root, env: process.env, limitMs: 120_000 };
  await runWell('bash', ['-c', `git archive "${commit}" | tar -x -C "${tree}"`], limits);
  const { version, dependencies } = Manifest.parse(read(join(tree, 'package.json')));
  const { packages } = Lock.parse(read(join(tree, 'package-lock.json')));
  const missing = Object.keys(dependencies).filter((name) => !existsSync(join(root, 'node_modules', name)));
  const own = join(root, '.venv', `packages-${version}`);
  if (missing.length > 0 && !existsSync(join(own, 'node_modules'))) {
    mkdirSync(own, { recursive: true });
    const wanted = missing.map((name) => `${name}@${packages[`node_modules/${name}`]?.version ?? 'latest'}`);
    const options = ['--silent', '--no-audit', '--no-fund', '--prefix', own];
    await runWell('npm', ['install', ...options, ...wanted], limits);
  }
  const target = join(tree, 'node_modules');
  linkPackages(join(root, 'node_modules'), target, packagesIn(join(root, 'node_modules')));
  linkPackages(join(own, 'node_modules'), target, missing);
  return tree;
};

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What stands in a folder of packages, with those below a scope one by one. */
const packagesIn = (directory: string): string[] =>
  readdirSync(directory).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(directory, name)).map((inner) => `${name}/${inner}`) : [name],
  );

const linkPackages = (from: string, to: string, names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(join(to, name, '..'), { recursive: true });
    symlinkSync(join(from, name), join(to, name));
  }
};
