import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** Others were faster too many times; the next run tries again. */
export class ContentionError extends Error {
  override name = 'ContentionError' as const;
}

const CONTENT_REFUSED = new Set(['ValidationException', 'ItemCollectionSizeLimitExceededException']);
const FromOutside = z.union([
  z.looseObject({ $metadata: z.unknown() }), // an answer of AWS
  z.looseObject({ code: z.string() }), // a socket
  z.looseObject({ name: z.enum(['TimeoutError', 'AbortError', 'ContentionError']) }),
]);

/**
 * Whether a failure is caused by the content of a notification, so that retrying will not help. A table that is slow,
 * gone or forbidden is not.
 */
export const isNonRetryable = (error: unknown): boolean =>
  error instanceof TransactionCanceledException ||
  (error instanceof Error && CONTENT_REFUSED.has(error.name)) ||
  !FromOutside.safeParse(error).success;
