import { unmarshall } from '@aws-sdk/util-dynamodb';
import { decodeTime, isValid } from 'ulid';
import * as z from 'zod';
import {
  type Notification,
  ReadableNotification,
  UnreadableNotification,
} from '../../domain/intake/notification.ts';
import { Source } from '../../domain/security/source.ts';
import type { Item } from './store.ts';

const Keys = z.object({ endpointKey: z.string(), id: z.string() });
/** Whether it is grouped, which the sweep must know about every item. */
const Marks = z.object({
  pending: UnreadableNotification.shape.pending.catch(undefined),
  incidentId: UnreadableNotification.shape.incidentId.catch(undefined),
});

/** An item that does not fit may be as large as an item can be; what is written beside it must be smaller. */
const RAW_LIMIT = 16 * 1024;

/** The source of a stored notification that does not name one that can be trusted. */
const NO_SOURCE = 'unknown';

/**
 * A notification from an item or a stream image. One that does not fit the schema becomes unreadable, with the
 * reason, so that it is grouped and alerted like any other and blocks nothing. Throws only without keys.
 */
export const notificationFrom = (item: Item): Notification => {
  const value: unknown = unmarshall(item, { wrapNumbers: Number });
  const { problem } = z.looseObject({}).parse(value);
  const result = (problem === undefined ? ReadableNotification : UnreadableNotification).safeParse(value);
  if (result.success) return result.data;
  const { endpointKey, id } = Keys.parse(value);
  const { pending, incidentId } = Marks.parse(value);
  const source = Source.safeParse(z.looseObject({}).parse(value)['source']);
  return {
    endpointKey,
    id,
    source: source.success ? source.data : NO_SOURCE,
    receivedAt: new Date(isValid(id) ? decodeTime(id) : 0).toISOString(),
    problem: `the stored item does not fit: ${z.prettifyError(result.error)}`,
    raw: JSON.stringify(value).slice(0, RAW_LIMIT).toWellFormed(),
    ...(pending !== undefined && { pending }),
    ...(incidentId !== undefined && { incidentId }),
  };
};
