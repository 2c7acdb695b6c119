import type * as z from 'zod';

/** What is wrong with a query, field by field, and what each field takes. */
export const queryProblem = ({ issues }: z.ZodError, schema: z.ZodObject): string =>
  issues
    .map((issue) => {
      if (issue.code === 'unrecognized_keys')
        return `${issue.keys.join(', ')}: not known here; expected ${Object.keys(schema.shape).join(', ')}`;
      const field = issue.path.join('.');
      return issue.code === 'invalid_value'
        ? `${field}: expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
        : `${field}: ${lowered(issue.message)}`;
    })
    .join('\n');

const lowered = (message: string): string => `${message.charAt(0).toLowerCase()}${message.slice(1)}`;
