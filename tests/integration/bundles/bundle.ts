import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { temporaryFolder } from '../../temporary.ts';

const ROOT = join(__dirname, '../../..');
const deployed: (serverless?: unknown) => BuildOptions & Record<string, unknown> =
  require('../../../deploy/esbuild.cjs');

/** What `text` exports, bundled as a function is for its deployment by that osls. */
export const bundle = async <Exports>(name: string, text: string, serverless?: unknown): Promise<Exports> => {
  const { exclude, skipRebuild, packager, plugins = [], ...options } = deployed(serverless);
  const folder = temporaryFolder('bundle');
  const entry = join(folder, `${name}.ts`);
  const outfile = join(folder, `${name}.js`);
  writeFileSync(entry, text);
  await build({
    ...options,
    plugins: plugins.filter((plugin) => !plugin.name.startsWith('metafile')),
    sourcemap: false,
    logLevel: 'silent', // it throws what it would say
    nodePaths: [join(ROOT, 'node_modules')],
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
  });
  return createRequire(outfile)(outfile);
};
