import * as z from 'zod';

/** Text that must be JSON. */
export const JsonText = z.string().transform((text, context) => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    context.addIssue({ code: 'custom', message: `expected JSON: ${String(error)}` });
    return z.NEVER;
  }
});

/** The environment by a schema. Throws, naming each variable that is missing or wrong. */
export const environment = <Schema extends z.ZodType>(schema: Schema): z.infer<Schema> => {
  const result = schema.safeParse(process.env);
  if (result.success) return result.data;
  throw new Error(`environment: ${z.prettifyError(result.error)}`);
};
