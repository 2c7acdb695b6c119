import * as z from 'zod';

/** A name in the webhook URL: who posts. It stands in paths, keys and messages, so it is plain on purpose. */
export const Source = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/,
    'expected 1–64 of a–z, 0–9, dot, hyphen, underscore, beginning with a letter or digit',
  );
export type Source = z.infer<typeof Source>;
