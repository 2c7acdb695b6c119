import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsOf } from '../deploy/region.ts';
import { retryingConflicts } from '../lib/adapters/config/aws-clients.ts';
import { tableNames, tablePrefix } from '../lib/adapters/config/table-names.ts';
import type { StoreContext } from '../lib/use-cases/runtime/run-context.ts';
import { dataDir } from '../local/stack/data-dir.ts';
import { StartError } from '../local/support/errors.ts';

/** The stage of the stack on this machine. */
export const LOCAL = 'local';

/** Where the local stack keeps its files. */
export const localDir = (): string => process.env['DATA_DIR'] ?? '.local';

const clientFor = (stage: string, region: string | undefined): DynamoDBClient => {
  if (stage !== LOCAL) return new DynamoDBClient(awsOf(stage, region));
  const { root, dynamodbUrl } = dataDir(localDir());
  if (!existsSync(dynamodbUrl))
    throw new StartError(`no local stack runs on ${root}: expected npm start, or a deployed --stage`);
  return new DynamoDBClient({
    endpoint: readFileSync(dynamodbUrl, 'utf8').trim(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
};

/** Says a line to the person who runs a command. */
export const say = (line: string): unknown => process.stdout.write(`${line}\n`);

const complain = (line: string, ...details: Record<string, unknown>[]): unknown =>
  process.stderr.write(`${[line, ...details.map(({ error }) => String(error ?? ''))].join(' ').trim()}\n`);

/** What commands need to group and resolve, on the tables of `stage`; its region is found as by all commands. */
export const runOn = (stage: string, region?: string): StoreContext => ({
  store: { client: retryingConflicts(clientFor(stage, region)), tables: tableNames(tablePrefix(stage)) },
  // What a command has to say it says itself; the lines by which functions are followed are for their logs.
  log: { info: () => undefined, warn: say, error: complain },
  now: () => new Date(),
  sleep: (ms) => sleep(ms),
});
