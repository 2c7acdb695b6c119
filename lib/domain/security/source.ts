import * as z from 'zod';

/**
 * The name of whoever posts, in the webhook URL. It appears in paths, keys and messages, so it is deliberately plain.
 */
export const Source = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,63}$/,
    'expected 1–64 of a–z, 0–9, dot, hyphen, underscore, beginning with a letter or digit',
  );
export type Source = z.infer<typeof Source>;
