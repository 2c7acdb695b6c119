import type * as z from 'zod';

/** What is wrong with a query, field by field, and what each field takes. */
export const queryProblem = ({ issues }: z.ZodError, schema: z.ZodObject): string =>
  issues
    .map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `${issue.keys.join(', ')}: not known here; expected ${Object.keys(schema.shape).join(', ')}`
        : `${issue.path.join('.')}: ${lowered(issue.message)}`,
    )
    .join('\n');

const lowered = (message: string): string => `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
