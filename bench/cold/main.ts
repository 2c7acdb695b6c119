import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ColdPart, coldBenchCommand } from '../../cli/commands/for-benches.ts';
import { run } from '../../cli/commands/run.ts';
import { StartError } from '../../local/support/errors.ts';
import { canHold } from '../processor-share.ts';
import { median } from '../quantile.ts';
import { writeSection } from '../section.ts';
import { beforeAfterTable } from './before-after.ts';
import { GROUP, type Subject } from './function.ts';
import { sizesTable, takeSizes } from './memory.ts';
import { ours } from './ours.ts';
import { pairsTable, takePairs } from './pairs.ts';
import { barePut, peers } from './peers.ts';
import { picture } from './picture.ts';
import { preparePlace } from './place.ts';
import { coldTable } from './report.ts';
import { takeRounds } from './rounds.ts';
import { rowOf } from './row.ts';
import { startServices } from './services.ts';

const ROOT = join(__dirname, '../..');
const PACKAGED = join(ROOT, '.serverless');
/** What a function of 512 MB has of a core: 1,769 MB have one. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const SHARE = 0.3;

type Options = { rounds: number; against?: string | undefined; part?: ColdPart[] | undefined };

const main = async ({ rounds, against, part }: Options): Promise<void> => {
  for (const folder of [PACKAGED, against ?? PACKAGED])
    if (!existsSync(join(folder, 'receive.zip')))
      throw new StartError(`nothing is packaged in ${folder}; run npx serverless package --stage prod first`);
  const services = await startServices();
  try {
    const { place, packages, sdk } = await preparePlace(services.url);
    const directory = mkdtempSync(join(tmpdir(), 'cold-'));
    const functions = ours(PACKAGED, join(directory, 'ours'));
    const receive = functions.find((one) => one.function === 'receive');
    if (!receive) throw new Error('receive is not among our functions');
    const isAsked = (name: ColdPart): boolean => !part || part.includes(name);
    const write = (name: string, text: string): void => {
      const where = `Node 24, ${cpus()[0]?.model ?? 'an unknown processor'}, ${rounds} rounds.`;
      writeSection('npm run bench:cold', name, `${where} ${text}`);
      process.stdout.write(`${text}\n\n`);
    };
    if (isAsked('cold')) {
      const before = against === undefined ? [] : ours(against, join(directory, 'before'));
      const compared = [...(await peers(directory, packages, sdk)), ...functions];
      const taken = await takeRounds([...compared, ...before], place, services, { rounds, share: SHARE });
      const [floor] = taken.values();
      const floorMs = median((floor?.samples ?? []).map(({ coldCpuMs }) => coldCpuMs));
      const row = (subject: Subject) => {
        const { samples = [], heldFirstMs = [] } = taken.get(subject) ?? {};
        return rowOf(subject, samples, heldFirstMs, floorMs);
      };
      const rows = compared.map(row);
      write(
        'cold starts',
        `Medians, and the least in brackets.\n\n${coldTable(rows, SHARE)}\n\n![Processor time of a cold start, in times that of an empty handler](images/cold.svg)`,
      );
      writeFileSync(join(ROOT, 'docs/images/cold.svg'), picture(rows));
      const both = before.map((old) => ({
        before: row(old),
        after: row(functions.find((one) => one.function === old.function) ?? old),
      }));
      if (both.length > 0) write('before and after', `Medians.\n\n${beforeAfterTable(both)}`);
    }
    if (isAsked('warm')) {
      const bare = await barePut(directory, packages, sdk);
      const runs = await takePairs(receive, bare, place, rounds);
      write('warm requests', `Each run has processes of its own.\n\n${pairsTable(runs)}`);
    }
    if (isAsked('memory')) {
      if (canHold(GROUP))
        write('memory', `Medians.\n\n${sizesTable(await takeSizes(receive, place, rounds))}`);
      else process.stderr.write('memory is left out: this machine lets nobody hold a process to a share\n');
    }
  } finally {
    services.stop();
  }
};

run(coldBenchCommand(), main);
