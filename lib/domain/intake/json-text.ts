import * as z from 'zod';

/** What JSON says; nothing where it is none. `JSON.parse` says so only by throwing. */
export const parsedJson = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
};

/** Text that must be JSON, as a door reads it. */
export const JsonText = z.string().transform((text, context): unknown => {
  const parsed = parsedJson(text);
  if (parsed) return parsed.value;
  context.addIssue({ code: 'custom', message: 'expected JSON' });
  return z.NEVER;
});
