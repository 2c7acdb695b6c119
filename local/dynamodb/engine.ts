import { spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { StartError, textOf } from '../support/errors.ts';
import { answering, type Engine, ended, freePort } from './engine-process.ts';

const READY_LIMIT_MS = 5000;
/** A database without our tables, but with an index on the stream: see stream-index.sql. */
const NEW_DATABASE = join(__dirname, 'stream-index.sqlite');

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

/** The npm package that has the embedded engine for this machine. */
export const embeddedPackage = (): string => `@dynoxide/${process.platform}-${process.arch}`;

/** The executable of the embedded engine, if there is one for this machine and it is installed. */
export const embeddedEngine = (): string | undefined => {
  try {
    const file = createRequire(__filename).resolve(`${embeddedPackage()}/dynoxide`);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // not installed
  }
};

const begin = (databaseFile: string): void => {
  try {
    if (!existsSync(databaseFile)) copyFileSync(NEW_DATABASE, databaseFile);
  } catch (error) {
    throw new StartError(`The database ${databaseFile} cannot be made: ${textOf(error)}`, { cause: error });
  }
};

/** Starts the embedded engine on a free port of 127.0.0.1 over one database file, and waits until it answers. */
export const startEngine = async (databaseFile: string): Promise<Engine> => {
  const file = embeddedEngine();
  if (!file)
    throw new StartError(`The embedded DynamoDB engine (npm package ${embeddedPackage()}) is not installed.`);
  begin(databaseFile);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const command = [file, 'serve', '--host', '127.0.0.1', '-p', String(port), '--db-path', databaseFile];
  const child = spawn('sh', ['-c', `exec 3<&0; ${WITH_US_OR_NOT_AT_ALL}`, 'engine', ...command], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  try {
    await answering({
      name: 'The embedded DynamoDB engine',
      endpoint,
      child,
      limitMs: READY_LIMIT_MS,
      pollMs: 5,
      kept: databaseFile,
    });
  } catch (error) {
    await ended(child);
    throw error;
  }
  return { endpoint, stop: () => ended(child) };
};
