import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { unpackArchive } from '../../../local/dynamodb-local/jars.ts';
import { inboxOf, notify, refused, start } from './npm-start.ts';
import { eventually, temporaryDir } from './temporary.ts';

const ABSENT = join(__dirname, 'without-embedded-engine.cjs');
const FAKE_DOCKER = join(__dirname, 'fake-docker.cjs');

/** A machine without the embedded engine, on whose PATH there are only Node and what is named. */
const machine = (...programs: ('docker' | 'daemon')[]) => {
  const bin = temporaryDir();
  const state = temporaryDir();
  symlinkSync(process.execPath, join(bin, 'node'));
  if (programs.includes('docker')) {
    chmodSync(FAKE_DOCKER, 0o755);
    symlinkSync(FAKE_DOCKER, join(bin, 'docker'));
    symlinkSync('/usr/bin/env', join(bin, 'env'));
  }
  if (programs.includes('daemon')) writeFileSync(join(state, 'daemon'), '');
  const calls = () =>
    readFileSync(join(state, 'calls'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => z.array(z.string()).parse(JSON.parse(line)));
  return { environment: { PATH: bin, FAKE_DOCKER: state }, calls, state };
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const containersOf = ({ calls, state }: ReturnType<typeof machine>): number[] =>
  calls()
    .filter(([command]) => command === 'run')
    .map((call) => Number(readFileSync(join(state, `${call[call.indexOf('--name') + 1]}.pid`), 'utf8')));

test('in Docker: it says so, alerts, ends with the stack, and has the same tables at the next start', async () => {
  const laptop = machine('docker', 'daemon');
  const DATA_DIR = temporaryDir();
  const first = start({ DATA_DIR, ...laptop.environment }, ABSENT);
  const url = await first.ready();
  expect(first.message.stderr).toBe(
    `The embedded DynamoDB engine (@dynoxide/${process.platform}-${process.arch}) is not installed: starting DynamoDB Local in Docker.\n`,
  );
  expect(first.outputOf('DynamoDB')).toMatch(
    /^http:\/\/127\.0\.0\.1:\d+ = DynamoDB Local \(Docker, amazon\//,
  );
  expect((await notify(url)).status).toBe(200);
  const inbox = () => inboxOf(first.outputOf('Inbox'));
  await eventually('two messages', async () => ((await inbox()).length >= 2 ? true : undefined));
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(containersOf(laptop).filter(isRunning)).toEqual([]);

  const second = start({ DATA_DIR, ...laptop.environment }, ABSENT);
  await second.ready();
  const console = await fetch(second.outputOf('Console') ?? '');
  expect(console.status).toBe(200);
  second.child.kill('SIGKILL');
  await second.ended;
  // Nobody is left to end the container but who was started to do so.
  await eventually('the end of the container', () =>
    containersOf(laptop).some(isRunning) ? undefined : true,
  );
  expect(existsSync(join(DATA_DIR, 'dynamodb-local/database'))).toBe(true);
});

describe('with neither Docker nor Java', () => {
  const sentence = (reason: string) =>
    `There is no DynamoDB to run on: the embedded one (@dynoxide/${process.platform}-${process.arch}) is not installed, and ${reason}, and there is no java. Start Docker, or install a JDK of 17 or later, or set DYNAMODB_ENDPOINT to a DynamoDB that runs, such as http://127.0.0.1:8000.\n`;

  test('it is one line that names both, and DYNAMODB_ENDPOINT', async () => {
    expect(await refused(machine().environment, ABSENT)).toBe(sentence('there is no docker'));
  });

  test('a Docker whose daemon does not run is not the same as none', async () => {
    expect(await refused(machine('docker').environment, ABSENT)).toBe(
      sentence('docker is installed, but its daemon does not answer'),
    );
  });
});

describe("AWS's archive", () => {
  let url: string;
  let sum: string;
  let stop: () => void;
  beforeAll(async () => {
    const dir = temporaryDir();
    mkdirSync(join(dir, 'DynamoDBLocal_lib'));
    writeFileSync(join(dir, 'DynamoDBLocal.jar'), 'jar');
    writeFileSync(join(dir, 'DynamoDBLocal_lib/lib.jar'), 'lib');
    spawnSync('tar', ['-czf', 'all.tar.gz', 'DynamoDBLocal.jar', 'DynamoDBLocal_lib'], { cwd: dir });
    const archive = readFileSync(join(dir, 'all.tar.gz'));
    sum = createHash('sha256').update(archive).digest('hex');
    const server = createServer((request, response) => {
      if (request.url === '/all.tar.gz') return response.end(archive);
      if (request.url === '/all.tar.gz.sha256') return response.end(`${sum} *all.tar.gz\n`);
      return response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = z.object({ port: z.int() }).parse(server.address());
    url = `http://127.0.0.1:${port}/all.tar.gz`;
    stop = () => server.close();
  });
  afterAll(() => stop());

  test('is unpacked once its checksum is right, and otherwise not', async () => {
    const folder = join(temporaryDir(), 'jars');
    await unpackArchive(folder, url);
    expect(readFileSync(join(folder, 'DynamoDBLocal_lib/lib.jar'), 'utf8')).toBe('lib');
    const other = join(temporaryDir(), 'jars');
    sum = sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await expect(unpackArchive(other, url)).rejects.toThrow('does not have the checksum');
    await expect(unpackArchive(other, `${url}x`)).rejects.toThrow(/cannot be downloaded from .*: HTTP 404/);
    expect(existsSync(other)).toBe(false);
  });
});
