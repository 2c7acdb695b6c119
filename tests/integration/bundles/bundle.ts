import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { temporaryFolder } from '../../temporary.ts';

const ROOT = join(__dirname, '../../..');
const deployed: (serverless?: unknown) => BuildOptions & Record<string, unknown> =
  require('../../../deploy/esbuild.cjs');

const built = async (
  name: string,
  text: string,
  serverless?: unknown,
): Promise<{ outfile: string; metafile: Metafile }> => {
  const { exclude, skipRebuild, packager, plugins = [], ...options } = deployed(serverless);
  const folder = join(temporaryFolder('bundle'), 'handlers');
  const entry = join(folder, `${name}.ts`);
  const outfile = join(folder, `${name}.js`);
  mkdirSync(folder);
  writeFileSync(entry, text);
  const { metafile } = await build({
    ...options,
    plugins: plugins.filter((plugin) => !plugin.name.startsWith('metafile')),
    logLevel: 'silent', // it throws what it would say
    nodePaths: [join(ROOT, 'node_modules')],
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    metafile: true,
  });
  return { outfile, metafile };
};

/** A file with what `text` exports, bundled as a function is for its deployment by that osls. Its map lies beside it. */
export const bundleFile = async (name: string, text: string, serverless?: unknown): Promise<string> =>
  (await built(name, text, serverless)).outfile;

/** The modules of which a bundle of what `text` exports holds anything. */
export const modulesIn = async (name: string, text: string): Promise<string[]> => {
  const { outputs } = (await built(name, text)).metafile;
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
};

/** What `text` exports, bundled as a function is for its deployment by that osls. */
export const bundle = async <Exports>(name: string, text: string, serverless?: unknown): Promise<Exports> => {
  const file = await bundleFile(name, text, serverless);
  return createRequire(file)(file);
};
