import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Identity } from '../inbox/routes.ts';
import { reasonOf, StartError } from '../support/errors.ts';
import { readJson, writeJson } from '../support/json-file.ts';
import { makeFolder } from '../support/make-folder.ts';
import type { Probing } from '../support/probing.ts';

const Secrets = z.object({ webhook: z.string().min(32) });
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const RUNNING_LIMIT_MS = 500;

/** Where the local stack keeps everything: deleting the directory starts afresh. */
export const dataDir = (path: string) => {
  const root = resolve(path);
  const file = (name: string) => join(root, name);
  return {
    root,
    database: file('dynamodb.sqlite'),
    /** Where DynamoDB Local keeps its tables, if it stands in for the embedded engine. */
    dynamodbLocal: file('dynamodb-local'),
    secrets: file('secrets.json'),
    oncall: file('oncall.json'),
    inbox: file('inbox.ndjson'),
    checkpoints: file('stream.json'),
    failed: file('failed.ndjson'),
    functionLog: file('functions.log'),
    webhookUrl: file('webhook-url'),
    dynamodbUrl: file('dynamodb-url'),
    example: file('example.json'),
  };
};
export type DataDir = ReturnType<typeof dataDir>;

/** Makes the directory, and writes into it once; reports in one line if that is not possible. */
export const makeDataDir = (path: string): DataDir => {
  const dir = dataDir(path);
  const elsewhere = 'Set DATA_DIR to a folder that can be written to.';
  try {
    makeFolder(dir.root);
  } catch (error) {
    throw new StartError(`DATA_DIR ${dir.root} cannot be made: ${reasonOf(error)}. ${elsewhere}`, {
      cause: error,
    });
  }
  const trial = join(dir.root, `.trial-${process.pid}`);
  try {
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    throw new StartError(`DATA_DIR ${dir.root} cannot be written to: ${reasonOf(error)}. ${elsewhere}`, {
      cause: error,
    });
  }
  return dir;
};

/** The webhook secret of this directory, created at the first start and readable by its owner only. */
export const webhookSecret = (dir: DataDir): string => {
  const kept = readJson(
    dir.secrets,
    Secrets,
    'Put back a copy of it, or delete it: then the webhook URL and all links change.',
  );
  if (kept) return kept.webhook;
  const secrets = { webhook: randomBytes(32).toString('base64url') };
  writeJson(dir.secrets, secrets, 0o600);
  return secrets.webhook;
};

/** The webhook URL of the stack that runs on this directory, if one does. */
export const runningStack = async (
  dir: DataDir,
): Promise<{ webhookUrl: string; pid: number; probing?: Probing | undefined } | undefined> => {
  try {
    const webhookUrl = readFileSync(dir.webhookUrl, 'utf8').trim();
    const response = await fetch(new URL('/_stack', webhookUrl), {
      signal: AbortSignal.timeout(RUNNING_LIMIT_MS),
    });
    const { dataDir: root, pid, probing } = Identity.parse(await response.json());
    return root === dir.root ? { webhookUrl, pid, probing } : undefined;
  } catch {
    return undefined; // no file, nobody there or somebody else: it is not running
  }
};

/** Two stacks on one directory would read one stream twice and write one inbox. */
export const refuseSecondStack = async (dir: DataDir): Promise<void> => {
  const other = await runningStack(dir);
  if (!other) return;
  throw new StartError(
    `A stack already runs on ${dir.root}: process ${other.pid}, ${new URL(other.webhookUrl).origin}/inbox. End it, or set DATA_DIR and PORT.`,
  );
};

/** A log that starts again when it has grown large; the previous one is kept. */
export const openLog = (file: string): ((text: string) => void) => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return (text) => appendFileSync(file, text);
};

/** Where other commands find the stack that runs on this directory. */
export const writeUrls = (dir: DataDir, urls: { webhook: string; dynamodb: string }): void => {
  writeFileSync(dir.webhookUrl, `${urls.webhook}\n`, { mode: 0o600 });
  writeFileSync(dir.dynamodbUrl, `${urls.dynamodb}\n`);
};
