import * as z from 'zod';
import { Source } from '../security/source.ts';

/** How many partitions the sparse index `pending` is spread over. */
export const PENDING_SHARDS = 4;

const kept = {
  endpointKey: z.string().min(1),
  id: z.ulid(),
  source: Source,
  /** Which version of its source's URL it came by, where it is not the first: a revoked one ends what only it brought. */
  sourceVersion: z.int().min(1).optional().catch(undefined),
  receivedAt: z.iso.datetime(),
  pending: z
    .int()
    .min(0)
    .max(PENDING_SHARDS - 1)
    .optional(),
  incidentId: z.string().optional(),
  tries: z.int().min(0).optional(),
  expiresAt: z.int().optional(),
};

/** A notification as Flavours documents it. `raw` is kept only where it has fields that the documentation does not name. */
export const ReadableNotification = z.object({
  ...kept,
  endpoint: z.string(),
  code: z.int(),
  message: z.string().optional(),
  raw: z.string().optional(),
});
export type ReadableNotification = z.infer<typeof ReadableNotification>;

/** What came under a valid token and could not be read: `problem` says why, `raw` is its text, at most 16 KiB. */
export const UnreadableNotification = z.object({ ...kept, problem: z.string(), raw: z.string() });
export type UnreadableNotification = z.infer<typeof UnreadableNotification>;

/** One item of the table `notifications`: what Flavours posted, once. */
export const Notification = z.union([UnreadableNotification, ReadableNotification]);
export type Notification = z.infer<typeof Notification>;

export const isUnreadable = (notification: Notification): notification is UnreadableNotification =>
  'problem' in notification;
