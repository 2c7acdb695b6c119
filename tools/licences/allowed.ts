import * as z from 'zod';

/** They ask for no more than that their notice goes along. */
const DEPLOYED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);
/** What is only run here may also be under these: they bind who changes the package, or ask to be named. */
const ONLY_RUN_HERE = new Set([...DEPLOYED, 'CC-BY-4.0', 'MPL-2.0', 'PSF-2.0', 'Python-2.0']);
/** Packages whose licence has no name. dejavu-fonts-ttf: Bitstream Vera's, which forbids only selling the font alone. */
const READ_BY_US = new Set(['dejavu-fonts-ttf']);

const Package = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
});
export const Lock = z.object({ packages: z.record(z.string(), Package) });

export type Licensed = { name: string; version: string; licence: string; isDeployed: boolean; path: string };

/** Every package of a lock file, but not ourselves. */
export const licensed = (lock: z.infer<typeof Lock>): Licensed[] =>
  Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, { version = '', license = 'none', dev, devOptional }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      licence: license,
      isDeployed: !(dev || devOptional),
      path,
    }));

/** Whether an SPDX expression can be met by those allowed: one of `OR`, all of `AND`. */
const isMet = (expression: string, allowed: ReadonlySet<string>): boolean =>
  expression
    .replaceAll(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => allowed.has(one)));

export const isAllowed = ({ name, licence, isDeployed }: Licensed): boolean =>
  isMet(licence, isDeployed ? DEPLOYED : ONLY_RUN_HERE) || (!isDeployed && READ_BY_US.has(name));
