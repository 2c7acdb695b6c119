import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesCommand } from '../../cli/commands/for-releases.ts';
import { EXIT, run } from '../../cli/commands/run.ts';
import { isAllowed, type Licensed, Lock, licensed } from './allowed.ts';

const ROOT = join(__dirname, '../..');

const summary = (packages: readonly Licensed[]): string => {
  const counts = new Map<string, number>();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([licence, count]) => `${licence} ${count}`)
    .join(', ');
};

/** The licence texts that a package carries. */
const textsOf = ({ path }: Licensed): string[] => {
  const folder = join(ROOT, path);
  if (!existsSync(folder)) return []; // for another system
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
};

const notices = (packages: readonly Licensed[]): string =>
  packages
    .map((one) => {
      const title = `${one.name} ${one.version} (${one.licence})`;
      return `${title}\n${'='.repeat(title.length)}\n\n${textsOf(one).join('\n\n') || 'The package carries no text.'}\n`;
    })
    .join('\n\n');

const main = ({ notices: file }: { notices?: string | undefined }): number => {
  const all = licensed(Lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))));
  const deployed = all.filter(({ isDeployed }) => isDeployed);
  process.stdout.write(`deployed: ${summary(deployed)}\n`);
  process.stdout.write(`only run here: ${summary(all.filter(({ isDeployed }) => !isDeployed))}\n`);
  if (file !== undefined) writeFileSync(file, notices(deployed));
  const wrong = all.filter((one) => !isAllowed(one));
  for (const { name, version, licence, isDeployed } of wrong)
    process.stderr.write(
      `${name} ${version}: ${licence} is not allowed for what ${isDeployed ? 'is deployed' : 'we run'}; see tools/licences/allowed.ts\n`,
    );
  return wrong.length === 0 ? EXIT.done : EXIT.failed;
};

run(licencesCommand(), main);
