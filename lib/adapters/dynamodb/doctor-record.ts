import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { KnownFinding } from '../../domain/doctor/worse.ts';
import { putUnlessLater } from './put-unless-later.ts';
import { type Store, toItem } from './store.ts';

/** Item `doctor` of the table `control`: what the last daily run found. Contacts stand in it as in the subscriptions themselves. */
const KEY = { name: 'doctor' };
const DoctorRecord = z.object({
  at: z.iso.datetime(),
  findings: z.array(z.object({ check: z.string(), subject: z.string(), severity: z.string() })),
});
export type DoctorRecord = z.infer<typeof DoctorRecord>;

/** What the last daily run found. An item of another form counts as none: all findings are then told again. */
export const readDoctorRecord = async (store: Store): Promise<DoctorRecord | undefined> => {
  const { Item: item } = await store.client.send(
    new GetItemCommand({ TableName: store.tables.control, Key: toItem(KEY), ConsistentRead: true }),
  );
  return item && DoctorRecord.safeParse(unmarshall(item)).data;
};

/** Keeps what this run found, once it is told, unless a later run has: no late copy of an earlier write takes that back. */
export const keepDoctorRecord = async (
  store: Store,
  findings: readonly KnownFinding[],
  now: Date,
): Promise<void> => {
  await putUnlessLater(store, 'at', { ...KEY, at: now.toISOString(), findings });
};
