import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { unzipSync } from 'fflate';
import type { Subject } from './sample.ts';

const ROOT = join(__dirname, '../..');
export const SECRET = 'a secret of more than thirty-two characters';
const deployed: () => BuildOptions & Record<string, unknown> = require('../../deploy/esbuild.cjs');

const token = createHmac('sha256', SECRET).update('["webhook","main",1]').digest('base64url');
const POST = {
  version: '2.0',
  routeKey: 'POST /hooks/{source}/{token}',
  rawPath: `/hooks/main/${token}`,
  rawQueryString: '',
  headers: { 'content-type': 'application/json', host: 'api.example' },
  requestContext: {
    http: { method: 'POST', path: `/hooks/main/${token}`, sourceIp: '192.0.2.1' },
    stage: '$default',
  },
  pathParameters: { source: 'main', token },
  body: JSON.stringify({
    code: 503,
    endpoint: 'https://shop.example/hooks/orders?shop=1',
    message: 'Service Unavailable',
  }),
  isBase64Encoded: false,
};
const PAGE = {
  ...POST,
  rawPath: '/console',
  requestContext: { http: { method: 'GET', path: '/console', sourceIp: '192.0.2.1' }, stage: '$default' },
  body: undefined,
};
const DELIVERED = {
  ...POST,
  body: JSON.stringify({ endpoint: 'https://shop.example/hooks', day: '2026-11-26', delivered: 7 }),
};

/** One new notification, as the stream hands it over. */
const RECORDS = {
  Records: [
    {
      eventName: 'INSERT',
      dynamodb: {
        SequenceNumber: '1',
        NewImage: {
          endpointKey: { S: 'rrq5dbfgh86t' },
          id: { S: '01KAZ3B2V0XKQ8X2Q3M4N5P6R7' },
          pending: { N: '1' },
          source: { S: 'main' },
          receivedAt: { S: '2026-11-26T13:00:00.000Z' },
          endpoint: { S: 'https://shop.example/hooks/orders' },
          code: { N: '503' },
          message: { S: 'Service Unavailable' },
        },
      },
    },
  ],
};

type Kind = 'plain' | 'deployed' | 'unbundled';
/** The peers, each as people write it, and how it is put together. Those whose packages only the bench has are in JavaScript. */
const PEERS: readonly [name: string, file: string, kind: Kind][] = [
  ['empty handler (floor)', 'floor.ts', 'plain'],
  ['signed by hand, no SDK', 'by-hand.ts', 'plain'],
  ['aws-lite', 'aws-lite.js', 'plain'],
  ['official client, bundled as ours', 'official.ts', 'deployed'],
  ['official client and zod/mini', 'official-zod.ts', 'plain'],
  ['+ Powertools logger and metrics', 'official-powertools.js', 'plain'],
  ['hono', 'hono.ts', 'plain'],
  ['express, serverless-http', 'express.js', 'plain'],
  ['middy with its validator', 'middy.js', 'plain'],
  ['unbundled SDK', 'official.ts', 'unbundled'],
];

const kb = (code: Buffer): number => deflateRawSync(code, { level: 9 }).length / 1000;

const buildPeer = async (
  [name, file, kind]: (typeof PEERS)[number],
  directory: string,
  packages: string,
): Promise<Subject> => {
  const folder = join(directory, `${file}-${kind}`);
  const outfile = join(folder, 'index.js');
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
    ...(kind === 'unbundled' && { external: ['@aws-sdk/*'] }),
    absWorkingDir: ROOT,
    entryPoints: [join(__dirname, 'peers', file)],
    outfile,
  });
  return {
    name,
    folder,
    handler: 'index.handler',
    event: POST,
    zipKb: kb(readFileSync(outfile)),
    stores: file !== 'floor.ts',
  };
};

/** Our functions, from their packages. */
const OURS: readonly [name: string, event: unknown, stores: boolean][] = [
  ['receive', POST, true],
  ['deliveries', DELIVERED, false],
  ['dispatch', RECORDS, false],
  ['sweep', {}, false],
  ['check', {}, false],
  ['console', PAGE, false],
];

const unpack = ([name, event, stores]: (typeof OURS)[number], directory: string): Subject => {
  const zip = readFileSync(join(ROOT, '.serverless', `${name}.zip`));
  const folder = join(directory, name);
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return {
    name: `our ${name}`,
    folder,
    handler: `handlers/${name}.handler`,
    event,
    zipKb: zip.length / 1000,
    stores,
  };
};

/** All that is measured, the peers first. */
export const subjects = async (directory: string, packages: string): Promise<Subject[]> => [
  ...(await Promise.all(PEERS.map((peer) => buildPeer(peer, directory, packages)))),
  ...OURS.map((ours) => unpack(ours, directory)),
];
