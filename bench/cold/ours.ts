import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { ASKED, DELIVERED, PAGE, POST, RECORDS } from './events.ts';
import type { Subject } from './function.ts';

export type OursName = (typeof OURS)[number][0];

const OURS = [
  ['receive', POST, true],
  ['deliveries', DELIVERED, false],
  ['dispatch', RECORDS, false],
  ['sweep', {}, false],
  ['check', {}, false],
  ['console', PAGE, false],
  ['api', ASKED, false],
] as const;

/** Our functions, unpacked from the packages in `packaged` into `directory`. An older commit has no `api`. */
export const ours = (packaged: string, directory: string): (Subject & { function: OursName })[] =>
  OURS.filter(([name]) => existsSync(join(packaged, `${name}.zip`))).map(([name, event, stores]) => {
    const zip = readFileSync(join(packaged, `${name}.zip`));
    const folder = join(directory, name);
    for (const [path, content] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return {
      function: name,
      name: `our ${name}`,
      folder,
      handler: `handlers/${name}.handler`,
      event,
      zipKb: zip.length / 1000,
      stores,
    };
  });
