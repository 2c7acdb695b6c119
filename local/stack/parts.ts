import * as z from 'zod';
import { readOncall } from '../../lib/adapters/config/oncall-file.ts';
import type { OncallConfig } from '../../lib/domain/oncall/config.ts';
import { callDynamodb } from '../dynamodb/api.ts';
import type { Engine } from '../dynamodb/engine-process.ts';
import { StartError } from '../support/errors.ts';

/** The configuration; its problems in lines of their own. */
export const oncallOf = (file: string): OncallConfig => {
  try {
    return readOncall(file);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
};

/** A DynamoDB that runs already. */
export const externalEngine = async (endpoint: string): Promise<Engine> => {
  try {
    await callDynamodb(endpoint, 'DynamoDB_20120810.ListTables', {}, z.unknown());
    return { endpoint, stop: () => Promise.resolve() };
  } catch (error) {
    throw new StartError(`DYNAMODB_ENDPOINT ${endpoint} does not answer as DynamoDB does.`, { cause: error });
  }
};

/** The stream of a table. */
export const streamOf = (streams: Record<string, string>, table: string): string => {
  const arn = streams[table];
  if (!arn)
    throw new StartError(`serverless.yml: table ${table} has no stream, or the engine has not made one`);
  return arn;
};
