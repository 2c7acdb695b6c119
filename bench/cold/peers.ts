import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { POST } from './events.ts';
import type { Subject } from './function.ts';

const ROOT = join(__dirname, '../..');
const deployed: () => BuildOptions & Record<string, unknown> = require('../../deploy/esbuild.cjs');

/**
 * How a peer is put together: bundled as people do it; with our own build; with the SDK that Lambda's image has, which
 * NODE_PATH names; with the SDK's packages in its zip.
 */
type Kind = 'plain' | 'deployed' | 'of the runtime' | 'unbundled';

/** The peers, each as people write it. Those whose packages only the bench has are in JavaScript. */
const PEERS: readonly [name: string, file: string, kind: Kind][] = [
  ['empty handler (floor)', 'floor.ts', 'plain'],
  ['signed by hand, no SDK', 'by-hand.ts', 'plain'],
  ['aws-lite', 'aws-lite.js', 'plain'],
  ['official client, bundled as ours', 'official.ts', 'deployed'],
  ['the same, primed in init, connection too', 'primed.ts', 'deployed'],
  ['official client and zod/mini', 'official-zod.ts', 'plain'],
  ['+ Powertools logger and metrics', 'official-powertools.js', 'plain'],
  ['SDK of the runtime', 'official.ts', 'of the runtime'],
  ['hono', 'hono.ts', 'plain'],
  ['express, serverless-http', 'express.js', 'plain'],
  ['middy with its validator', 'middy.js', 'plain'],
  ['unbundled SDK', 'official.ts', 'unbundled'],
];
/** Nothing but a put, to which the warm requests of `receive` are compared. */
const BARE = ['bare PutItem', 'bare.ts', 'deployed'] as const;

/** What a file or a folder takes in a zip, without the names. */
const zippedBytes = (path: string): number =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, { parentPath, name }) =>
        sum + deflateRawSync(readFileSync(join(parentPath, name)), { level: 9 }).length,
      0,
    );

const buildPeer = async (
  [name, file, kind]: (typeof PEERS)[number],
  directory: string,
  packages: string,
  sdk: string,
): Promise<Subject> => {
  const folder = join(directory, `${file}-${kind.replaceAll(' ', '-')}`);
  const { exclude, skipRebuild, packager, plugins = [], ...options } = deployed();
  const own = plugins.filter((plugin) => !plugin.name.startsWith('metafile'));
  await build({
    ...(kind === 'deployed'
      ? { ...options, plugins: own }
      : {
          bundle: true,
          minify: true,
          platform: 'node',
          format: 'cjs',
          target: 'node24',
          mainFields: ['module', 'main'],
        }),
    sourcemap: false,
    logLevel: 'error',
    nodePaths: [packages],
    ...((kind === 'unbundled' || kind === 'of the runtime') && { external: ['@aws-sdk/*'] }),
    absWorkingDir: ROOT,
    entryPoints: [join(__dirname, 'peers', file)],
    outfile: join(folder, 'index.js'),
  });
  if (kind === 'unbundled') cpSync(sdk, join(folder, 'node_modules'), { recursive: true });
  return {
    name,
    folder,
    handler: 'index.handler',
    event: POST,
    zipKb: zippedBytes(folder) / 1000,
    stores: file !== 'floor.ts',
  };
};

/** All that `receive` is compared with. `sdk` is a node_modules of nothing but the SDK. */
export const peers = (directory: string, packages: string, sdk: string): Promise<Subject[]> =>
  Promise.all(PEERS.map((peer) => buildPeer(peer, directory, packages, sdk)));

export const barePut = (directory: string, packages: string, sdk: string): Promise<Subject> =>
  buildPeer([...BARE], directory, packages, sdk);
