import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanTree } from './clean-tree.ts';
import { type Clients, clientsFor } from './clients.ts';
import { type Credentials, ROOT_CREDENTIALS } from './deployer.ts';
import { type Emulator, startEmulator, stopEmulator } from './emulator.ts';
import { type Answer, ask, type Method } from './https.ts';
import { installEmulator } from './install.ts';
import { timed } from './report.ts';
import { type Ran, run } from './run.ts';

type Asked = { method?: Method; body?: string; headers?: Record<string, string> };

/** An emulator of its own for one story, and a fresh clone that is deployed to it. */
export type Scene = {
  aws: Clients;
  emulator: Emulator;
  tree: string;
  /** Variables of whoever runs commands. */
  environment: Record<string, string | undefined>;
  /** Runs a program in the clone. */
  command(program: string, ...args: string[]): Promise<Ran>;
  serverless(...args: string[]): Promise<Ran>;
  /** The emulator serves a deployed API below its own address. */
  askApi(url: string, asked?: Asked): Promise<Answer>;
  post(webhookUrl: string, body: string): Promise<Answer>;
};

export const REGION = 'us-east-1';

/** What stories share: what AWS's own tools are told of the emulator, as whoever it is. */
export const environmentOf = (
  emulator: Emulator,
  { accessKeyId, secretAccessKey }: Credentials,
): Record<string, string | undefined> => ({
  PATH: process.env['PATH'],
  HOME: emulator.home,
  NODE_EXTRA_CA_CERTS: emulator.certificate,
  AWS_CA_BUNDLE: emulator.certificate,
  AWS_ENDPOINT_URL: emulator.url,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: REGION,
  SLS_AWS_MONITORING_FREQUENCY: '500',
  SHOW_WEBHOOK_URL: 'true', // what it prints goes to no terminal
});

export const onEmulator = async (
  name: string,
  root: string,
  story: (scene: Scene) => Promise<void>,
): Promise<void> => {
  const directory = join(root, '.venv');
  const installed = await timed('install the emulator', () => installEmulator(directory));
  const tree = await cleanTree(root);
  const emulator = await timed('start the emulator', () =>
    startEmulator(installed, join(directory, `ministack-${name}.log`)),
  );
  try {
    await story(sceneOf(emulator, tree));
  } finally {
    await stopEmulator(emulator);
    rmSync(tree, { recursive: true });
  }
};

/** The same, with commands run by another user, who may have variables of their own. */
export const as = (
  { emulator, tree }: Scene,
  credentials = ROOT_CREDENTIALS,
  more: Record<string, string> = {},
): Scene => sceneOf(emulator, tree, credentials, more);

/** The same, with commands run in another clone. */
export const at = ({ emulator }: Scene, tree: string): Scene => sceneOf(emulator, tree);

const sceneOf = (
  emulator: Emulator,
  tree: string,
  credentials = ROOT_CREDENTIALS,
  more: Record<string, string> = {},
): Scene => {
  const ca = readFileSync(emulator.certificate, 'utf8');
  const environment = { ...environmentOf(emulator, credentials), ...more };
  const command = (program: string, ...args: string[]) =>
    run(program, args, { cwd: tree, env: environment, limitMs: 600_000 });
  const askApi = (url: string, asked: Asked = {}) => {
    const { hostname, pathname, search } = new URL(url);
    const api = `${emulator.url}/_aws/execute-api/${hostname.split('.')[0]}/$default`;
    return ask(`${api}${pathname}${search}`, { ca, ...asked });
  };
  return {
    aws: clientsFor(emulator.url, ca),
    emulator,
    tree,
    environment,
    command,
    serverless: (...args) => command('npx', '--no-install', 'serverless', ...args),
    askApi,
    post: (webhookUrl, body) => askApi(webhookUrl, { method: 'POST', body }),
  };
};

/** Writes the clone's `oncall.yml`. */
export const writeOncall = ({ tree }: Pick<Scene, 'tree'>, text: string): void =>
  writeFileSync(join(tree, 'oncall.yml'), text);
