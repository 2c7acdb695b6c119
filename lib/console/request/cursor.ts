import * as z from 'zod';
import { Cursor } from '../../adapters/dynamodb/list-incidents.ts';

/** Where a page begins, as it stands in an address: base64url of JSON. */
export const CursorText = z.string().transform((text, context): Cursor => {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    context.addIssue({ code: 'custom', message: 'expected a cursor of ours' });
    return z.NEVER;
  }
});
export const cursorText = ({ endpointKey, number, openedAt }: Cursor): string =>
  Buffer.from(JSON.stringify({ endpointKey, number, openedAt })).toString('base64url');

/** Cursors of one list: opaque to whoever gets them, read by a schema, and not taken for another list's. */
export const opaqueCursor = <Schema extends z.ZodType>(list: string, schema: Schema) => {
  const Written = z.strictObject({ list: z.literal(list), at: z.unknown() });
  return {
    write: (at: z.infer<Schema>): string => Buffer.from(JSON.stringify({ list, at })).toString('base64url'),
    text: z.string().transform((text, context): z.infer<Schema> => {
      try {
        return schema.parse(Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString())).at);
      } catch {
        context.addIssue({ code: 'custom', message: 'expected a cursor of this list' });
        return z.NEVER;
      }
    }),
  };
};
