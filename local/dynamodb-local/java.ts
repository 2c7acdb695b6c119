import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { answering, type Engine, ended, freePort } from '../dynamodb/engine-process.ts';
import type { Jars } from './jars.ts';

const READY_LIMIT_MS = 60_000;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.DownloadingAndRunning.html */
const OLDEST_JAVA = 17;

/** Why DynamoDB Local cannot be run by the Java of this machine; nothing if it can. */
export const javaProblem = (): string | undefined => {
  const asked = spawnSync('java', ['--version'], { encoding: 'utf8', windowsHide: true });
  if (asked.error) return 'there is no java';
  const major = /\b(\d+)(?:\.\d+)*\b/.exec(asked.stdout)?.[1];
  if (asked.status !== 0 || major === undefined) return `java is older than ${OLDEST_JAVA}, or only a stub`;
  if (Number(major) < OLDEST_JAVA) return `java is ${major}, and ${OLDEST_JAVA} or later is needed`;
  const compiler = spawnSync('java', ['--describe-module', 'jdk.compiler'], { windowsHide: true });
  return compiler.status === 0 ? undefined : `java ${major} is no JDK (it cannot compile)`;
};

/** What DynamoDB Local says of tables that it cannot use; it goes on, and each request then fails or hangs. */
export const SQLITE = /SQLiteException: .+/;

/** Where tables are kept: in a folder, or in memory. */
export type Storage = { folder: string } | 'memory';

/** Options of DynamoDB Local that its forms have in common. */
export const optionsOf = (storage: Storage): string[] => [
  ...(storage === 'memory' ? ['-inMemory'] : ['-sharedDb', '-dbPath', storage.folder]),
  '-disableTelemetry',
];

/** Starts DynamoDB Local out of its jars on a free port of 127.0.0.1, and waits until it answers. */
export const startInJava = async ({ classPath, libraries }: Jars, storage: Storage): Promise<Engine> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(
    'java',
    [
      `-Djava.library.path=${libraries}`,
      '-XX:TieredStopAtLevel=1', // starting soon is worth more than running fast
      '-cp',
      classPath.join(delimiter),
      join(__dirname, 'Loopback.java'),
      ...['-port', String(port), ...optionsOf(storage)],
    ],
    // A session of its own, so that Ctrl-C reaches only us and we stop things in order; on Windows that is a window.
    { stdio: ['pipe', 'ignore', 'pipe'], detached: process.platform !== 'win32', windowsHide: true },
  );
  const name = 'DynamoDB Local (Java)';
  try {
    const kept = storage === 'memory' ? undefined : storage.folder;
    await answering({ name, endpoint, child, limitMs: READY_LIMIT_MS, pollMs: 100, kept, hopeless: SQLITE });
  } catch (error) {
    await ended(child);
    throw error;
  }
  return { endpoint, name, stop: () => ended(child) };
};
