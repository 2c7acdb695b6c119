import * as z from 'zod';
import { Cursor } from '../../adapters/dynamodb/list-incidents.ts';
import { JsonText } from '../../domain/intake/json-text.ts';

/** base64url of JSON: opaque to whoever gets it. */
const Written = z
  .string()
  .transform((text) => Buffer.from(text, 'base64url').toString())
  .pipe(JsonText);

/** Where a page begins, as in a URL: base64url of JSON. */
export const CursorText = Written.pipe(Cursor);
export const cursorText = ({ endpointKey, number, openedAt }: Cursor): string =>
  Buffer.from(JSON.stringify({ endpointKey, number, openedAt })).toString('base64url');

/** Cursors of one list: opaque to whoever gets them, parsed by a schema, and not accepted for another list. */
export const opaqueCursor = <Schema extends z.ZodType>(list: string, schema: Schema) => {
  const OfList = Written.pipe(z.strictObject({ list: z.literal(list), at: z.unknown() }));
  return {
    write: (at: z.infer<Schema>): string => Buffer.from(JSON.stringify({ list, at })).toString('base64url'),
    text: OfList.transform(({ at }) => at).pipe(schema),
  };
};
