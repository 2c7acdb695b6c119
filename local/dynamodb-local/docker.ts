import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { answering, type Engine, ended, freePort } from '../dynamodb/engine-process.ts';
import { optionsOf, SQLITE } from './java.ts';

/** The version that the engines test runs: see pom.xml. */
const IMAGE = 'amazon/dynamodb-local:3.3.1';
/** The first start downloads the image. */
const READY_LIMIT_MS = 10 * 60_000;
const STOP_LIMIT_MS = 20_000;
const FOLDER_INSIDE = '/data';

/** Why Docker cannot be used; nothing if it can. `docker version` fails where no daemon answers. */
export const dockerProblem = (): string | undefined => {
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Os}}'], {
    encoding: 'utf8',
    windowsHide: true,
  });
  if (asked.error) return 'there is no docker';
  return asked.status === 0 ? undefined : 'docker is installed, but its daemon does not answer';
};

/**
 * The command line. The image's own user may not write into a folder of ours, and the engine then hangs
 * (https://github.com/awsdocs/amazon-dynamodb-developer-guide/issues/297); root may, also where Docker runs without root. What it
 * writes lies in our folder, so whoever started it can delete it. `--mount`, because the path of `-v` ends at a colon.
 */
export const dockerRun = (container: string, port: number, folder: string): string[] => [
  ...['run', '--rm', '--name', container, '--user', 'root', '--publish', `127.0.0.1:${port}:8000`],
  ...['--mount', `type=bind,source=${folder},target=${FOLDER_INSIDE}`],
  ...[IMAGE, '-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar'],
  ...optionsOf({ folder: FOLDER_INSIDE }),
];

/** Starts DynamoDB Local in a container that keeps its tables in `folder`, and waits until it answers. */
export const startInDocker = async (folder: string): Promise<Engine> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const container = `flavours-error-webhook-${process.pid}`;
  const child = spawn(
    process.execPath,
    [join(__dirname, 'container.cjs'), container, ...dockerRun(container, port, folder)],
    { stdio: ['pipe', 'ignore', 'pipe'], detached: process.platform !== 'win32', windowsHide: true },
  );
  const name = `DynamoDB Local (Docker, ${IMAGE})`;
  try {
    await answering({
      name,
      endpoint,
      child,
      limitMs: READY_LIMIT_MS,
      pollMs: 100,
      kept: folder,
      hopeless: SQLITE,
    });
  } catch (error) {
    await ended(child, STOP_LIMIT_MS);
    throw error;
  }
  return { endpoint, name, stop: () => ended(child, STOP_LIMIT_MS) };
};
