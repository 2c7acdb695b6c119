import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError, textOf } from '../support/errors.ts';
import { callDynamodb } from './api.ts';

const READY_LIMIT_MS = 5000;
const STOP_LIMIT_MS = 3000;
/** A database without our tables, but with an index on the stream: see stream-index.sql. */
const NEW_DATABASE = join(__dirname, 'stream-index.sqlite');

export type Engine = { endpoint: string; stop(): Promise<void> };

/*
 * The engine must not outlive us, even if we are killed: our end of the pipe closes, `read` returns, and the engine
 * is killed. It runs in a session of its own, so that Ctrl-C reaches only us and we stop things in order.
 */
const WITH_US_OR_NOT_AT_ALL = `
"$@" </dev/null 3<&- & engine=$!
{ read -r _ <&3; kill "$engine" 2>/dev/null; } & watcher=$!
wait "$engine"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

/** The executable of the embedded engine; throws if there is none for this machine. */
const engineFile = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const file = createRequire(__filename).resolve(`${name}/dynoxide`);
    if (existsSync(file)) return file;
  } catch (error) {
    throw missing(name, error);
  }
  throw missing(name);
};

const missing = (name: string, cause?: unknown): StartError =>
  new StartError(
    `The embedded DynamoDB engine (npm package ${name}) is not installed. Set DYNAMODB_ENDPOINT to a running one, such as DynamoDB Local at http://127.0.0.1:8000.`,
    { cause },
  );

const begin = (databaseFile: string): void => {
  try {
    if (!existsSync(databaseFile)) copyFileSync(NEW_DATABASE, databaseFile);
  } catch (error) {
    throw new StartError(`The database ${databaseFile} cannot be made: ${textOf(error)}`, { cause: error });
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = z.object({ port: z.int() }).parse(server.address());
      server.close(() => resolve(port));
    });
  });

/** Starts the embedded engine on a free port of 127.0.0.1 over one database file, and waits until it answers. */
export const startEngine = async (databaseFile: string): Promise<Engine> => {
  const file = engineFile();
  begin(databaseFile);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const command = [file, 'serve', '--host', '127.0.0.1', '-p', String(port), '--db-path', databaseFile];
  const child = spawn('sh', ['-c', `exec 3<&0; ${WITH_US_OR_NOT_AT_ALL}`, 'engine', ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const output: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  try {
    await answering(endpoint, child, output);
  } catch (error) {
    await ended(child);
    throw error;
  }
  return { endpoint, stop: () => ended(child) };
};

const answering = async (endpoint: string, child: ChildProcess, output: readonly string[]): Promise<void> => {
  for (const startedAt = Date.now(); ; await sleep(5)) {
    if (child.exitCode !== null) {
      throw new StartError(
        `The embedded DynamoDB engine ended at once: ${output.join('').trim() || `exit code ${child.exitCode}`}`,
      );
    }
    try {
      await callDynamodb(endpoint, 'DynamoDB_20120810.ListTables', {}, z.unknown());
      return;
    } catch (error) {
      if (Date.now() - startedAt < READY_LIMIT_MS) continue;
      throw new StartError(`The embedded DynamoDB engine does not answer at ${endpoint}: ${textOf(error)}`, {
        cause: error,
      });
    }
  }
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(late);
};
