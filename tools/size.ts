import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import * as z from 'zod';
import { sizeCommand } from '../cli/commands/for-developers.ts';
import { EXIT, run } from '../cli/commands/run.ts';
import { RuntimeOncallConfig } from '../lib/domain/oncall/config.ts';
import { StartError } from '../local/support/errors.ts';

/** How large each package may be, in KB: what it is now, and a little. A cold start has to fetch, read and run all of it. */
const LIMITS_KB: Record<string, number> = {
  receive: 39,
  deliveries: 34,
  dispatch: 102,
  sweep: 110,
  check: 107,
  console: 137, // somebody who was woken waits for it: never more than 140
  api: 155,
  doctor: 167, // with the SDK as it is: once a day nobody waits
  selftest: 38,
};

/** How much larger each may be where somebody in oncall.yml reads Arabic: all words in both languages. */
const ARABIC_KB: Record<string, number> = { dispatch: 13, sweep: 16, check: 13, console: 2, api: 3 };

const { isArabicRead }: { isArabicRead: (oncall: RuntimeOncallConfig) => boolean } =
  require('../deploy/english-only.cjs');

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.int() })) }),
  ),
});

/** Prints raw and zipped size of each packaged function, and fails when one has grown too big to start fast. */
const main = ({ report }: { report?: true | undefined }, directory: string): number => {
  const zips = (existsSync(directory) ? readdirSync(directory) : []).filter((name) => name.endsWith('.zip'));
  if (!zips.includes('receive.zip'))
    throw new StartError(`${directory}: expected receive.zip; run npx serverless package first`);
  let isSmall = true;
  for (const file of zips) {
    const zip = readFileSync(join(directory, file));
    const name = file.replace(/\.zip$/, '');
    const files = unzipSync(zip);
    const raw = Object.values(files).reduce((sum, one) => sum + one.length, 0);
    const limit = (LIMITS_KB[name] ?? 0) + (isForArabic(files) ? (ARABIC_KB[name] ?? 0) : 0);
    const isWithin = zip.length <= limit * 1000;
    process.stdout.write(`${file}: ${kb(raw)} KB raw, ${kb(zip.length)} KB zipped, of ${limit}\n`);
    if (report) process.stdout.write(`${contents(name).join('\n')}\n`);
    if (!isWithin)
      process.stdout.write(`${file}: expected at most ${limit} KB; see npm run size -- --report\n`);
    isSmall &&= isWithin;
  }
  return isSmall ? EXIT.done : EXIT.failed;
};

const isForArabic = ({ '.build/oncall.json': oncall }: Record<string, Uint8Array>): boolean =>
  oncall !== undefined && isArabicRead(RuntimeOncallConfig.parse(JSON.parse(strFromU8(oncall))));

/** What a bundle consists of, the largest first: packages, and our own folders. */
const contents = (name: string): string[] => {
  const { outputs } = Metafile.parse(JSON.parse(readFileSync(join('.build', `${name}.meta.json`), 'utf8')));
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      sizes.set(groupOf(path), (sizes.get(groupOf(path)) ?? 0) + bytesInOutput);
  return [...sizes]
    .filter(([, bytes]) => bytes >= 1000)
    .toSorted(([, a], [, b]) => b - a)
    .map(([group, bytes]) => `${kb(bytes).padStart(8)} ${group}`);
};

const groupOf = (path: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 3).join('/');

const kb = (bytes: number): string => (bytes / 1000).toFixed(1);

export const ended = run(sizeCommand(), main);
