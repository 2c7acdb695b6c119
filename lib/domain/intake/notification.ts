import * as z from 'zod';
import { Source } from '../security/source.ts';
import { FieldProblem } from './problem-details.ts';

/** The number of partitions of the sparse index `pending`. */
export const PENDING_SHARDS = 4;

const kept = {
  endpointKey: z.string().min(1),
  id: z.ulid(),
  source: Source,
  /**
   * The version of the source's URL by which it came, if it is not the first: revoking one ends what only it brought.
   */
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

/**
 * A notification that names an endpoint. `fieldProblems` says what is not as documented, such as an invalid code;
 * `raw` is the beginning of its text, stored if there is more in it than is read.
 */
export const ReadableNotification = z.object({
  ...kept,
  endpoint: z.string(),
  code: z.int().optional(),
  message: z.string().optional(),
  fieldProblems: z.array(FieldProblem).min(1).optional().catch(undefined),
  raw: z.string().optional(),
});
export type ReadableNotification = z.infer<typeof ReadableNotification>;

/**
 * What arrived under a valid token and names no endpoint: `problem` says why, `raw` is its text, at most 16 KiB, and
 * `mentionedUrl` a URL in it, without its secrets.
 */
export const UnreadableNotification = z.object({
  ...kept,
  problem: z.string(),
  raw: z.string(),
  mentionedUrl: z.string().optional().catch(undefined),
});
export type UnreadableNotification = z.infer<typeof UnreadableNotification>;

/** One item of the table `notifications`: what Flavours posted, once. */
export const Notification = z.union([UnreadableNotification, ReadableNotification]);
export type Notification = z.infer<typeof Notification>;

export const isUnreadable = (notification: Notification): notification is UnreadableNotification =>
  'problem' in notification;
