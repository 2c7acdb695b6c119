import * as z from 'zod';
import type { Cursor } from '../../adapters/dynamodb/list-incidents.ts';
import { isKeyLike } from '../../domain/endpoints/endpoint.ts';
import { OPEN_SHELF } from '../../domain/incidents/incident.ts';

/** Where a page begins, as it stands in an address: base64url of JSON. */
export const CursorText = z.string().transform((text, context): Cursor => {
  try {
    return CursorFields.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    context.addIssue({ code: 'custom', message: 'expected a cursor of ours' });
    return z.NEVER;
  }
});
const CursorFields = z.object({
  endpointKey: z.string().min(1).refine(isKeyLike),
  number: z.int().min(1),
  openedAt: z.iso.datetime(),
});
export const cursorText = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** A shelf: what is open, or a month. */
export const Shelf = z.union([z.literal(OPEN_SHELF), z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])$/)]);

export const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 'YYYY-MM'.length);
