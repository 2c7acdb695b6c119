import * as z from 'zod';

/** The environment by a schema. Throws, naming each variable that is missing or wrong. */
export const environment = <Schema extends z.ZodType>(schema: Schema): z.infer<Schema> => {
  const result = schema.safeParse(process.env);
  if (result.success) return result.data;
  throw new Error(`environment: ${z.prettifyError(result.error)}`);
};
