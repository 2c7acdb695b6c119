import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { sbomCommand } from '../../cli/commands/for-releases.ts';
import { run } from '../../cli/commands/run.ts';
import { Lock, licensed } from './allowed.ts';
import { Bill, onlyDeployed } from './bill-of-materials.ts';

const ROOT = join(__dirname, '../..');
const LIMIT_BYTES = 64 * 1024 * 1024;
const PackageJson = z.object({ name: z.string() });

const json = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

/** npm by the file that it is, where npm started us: on Windows its command is a script that cannot be started. */
const npm = (): readonly [string, ...string[]] => {
  const file = process.env['npm_execpath'];
  return file ? [process.execPath, file] : ['npm'];
};

const main = (_: object, file: string): void => {
  const [command, ...first] = npm();
  const options = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const made = spawnSync(command, [...first, 'sbom', ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: LIMIT_BYTES,
  });
  if (made.status !== 0) throw new Error(`npm sbom failed: ${made.error?.message ?? made.stderr}`);
  const bill = onlyDeployed(
    Bill.parse(JSON.parse(made.stdout)),
    licensed(Lock.parse(json('package-lock.json'))),
    PackageJson.parse(json('package.json')).name,
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`${file}: ${bill.components.length} packages\n`);
};

run(sbomCommand(), main);
