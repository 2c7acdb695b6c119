import * as z from 'zod';
import { JsonText } from '../../domain/intake/json-text.ts';
import { Source } from '../../domain/security/source.ts';
import { environment } from './environment.ts';
import { tableNames } from './table-names.ts';

const ReceiveEnvironment = z.object({
  TABLE_PREFIX: z.string().min(1),
  WEBHOOK_SECRET: z.string().min(32),
  WEBHOOK_SECRET_PREVIOUS: z.string().optional(),
  SOURCE_VERSIONS: JsonText.pipe(z.record(Source, z.int().min(1))).default({}),
});

/** What `receive` needs. Throws, naming each variable that is missing or wrong. */
export const receiveConfig = () => {
  const { TABLE_PREFIX, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS, SOURCE_VERSIONS } =
    environment(ReceiveEnvironment);
  const versions = new Map(Object.entries(SOURCE_VERSIONS));
  return {
    notificationsTable: tableNames(TABLE_PREFIX).notifications,
    endpointsTable: tableNames(TABLE_PREFIX).endpoints,
    secrets: [WEBHOOK_SECRET, ...(WEBHOOK_SECRET_PREVIOUS ? [WEBHOOK_SECRET_PREVIOUS] : [])],
    sourceVersion: (source: string): number => versions.get(source) ?? 1,
  };
};
