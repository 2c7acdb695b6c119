import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError, textOf } from '../support/errors.ts';
import { callDynamodb } from './api.ts';

const STOP_LIMIT_MS = 3000;

/** A DynamoDB that answers at `endpoint`. */
export type Engine = {
  endpoint: string;
  /** What it is, if it is not the embedded one. */
  name?: string;
  stop(): Promise<void>;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = z.object({ port: z.int() }).parse(server.address());
      server.close(() => resolve(port));
    });
  });

/** A process that is to become an engine; its standard input ends with us, and it with that. */
export type Starting = {
  name: string;
  endpoint: string;
  child: ChildProcess;
  limitMs: number;
  pollMs: number;
  /** Where it keeps its tables: if it cannot start, that is what may be damaged. */
  kept?: string | undefined;
  /** What it writes when it cannot use its tables, and then never answers or only with errors. */
  hopeless?: RegExp;
};

/** An engine that found what it keeps damaged, or may not read it: no other engine can help. */
export class DamagedDatabase extends StartError {}

const damaged = (what: string, kept: string): DamagedDatabase =>
  new DamagedDatabase(
    `${what}. If ${kept} is damaged, put back a copy of it, or delete it: then the stack begins with no incidents, at the same webhook URL.`,
  );

/** Waits until the engine answers. If it ends before, or never does, what it wrote on standard error is the reason. */
export const answering = async ({
  name,
  endpoint,
  child,
  limitMs,
  pollMs,
  kept,
  hopeless,
}: Starting): Promise<void> => {
  const output: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const said = () => output.join('').trim();
  for (const startedAt = Date.now(); ; await sleep(pollMs)) {
    if (failure) throw new StartError(`${name} cannot be run: ${failure.message}`, { cause: failure });
    if (child.exitCode !== null || child.signalCode !== null) {
      const what = `${name} ended at once: ${said() || `exit code ${child.exitCode ?? child.signalCode}`}`;
      throw kept && !hopeless ? damaged(what, kept) : new StartError(what);
    }
    const [complaint] = hopeless?.exec(output.join('')) ?? [];
    if (complaint && kept) throw damaged(`${name} cannot use its tables: ${complaint}`, kept);
    try {
      await callDynamodb(endpoint, 'DynamoDB_20120810.ListTables', {}, z.unknown());
      return;
    } catch (error) {
      if (Date.now() - startedAt < limitMs) continue;
      const what = `${name} does not answer at ${endpoint}: ${said() || textOf(error)}`;
      throw new StartError(what, { cause: error });
    }
  }
};

/** Ends an engine by the end of its standard input, and by force where that does not help. */
export const ended = async (child: ChildProcess, limitMs = STOP_LIMIT_MS): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await gone;
  clearTimeout(late);
};
