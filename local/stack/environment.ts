import * as z from 'zod';
import { StartError } from '../support/errors.ts';

const seconds = z.coerce
  .number('expected a number of seconds')
  .min(1, 'expected at least 1 second')
  .max(86_400);

const Environment = z.object({
  PORT: z.coerce.number('expected a port').pipe(z.int().min(0).max(65_535)).default(8787),
  DATA_DIR: z.string().min(1).default('.local'),
  DYNAMODB_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected a URL, such as http://127.0.0.1:8000' })
    .optional(),
  STREAM: z.enum(['on', 'off']).default('on'),
  SWEEP_S: seconds.default(60),
  CHECK_S: seconds.default(60),
  PROBES: z.enum(['on', 'alone', 'off']).default('on'),
  ONCALL: z.string().min(1).default('oncall.yml'),
});
export type Environment = z.infer<typeof Environment>;

/** What the local stack can be told by its environment; empty is as good as unset. Throws one line a problem. */
export const readEnvironment = (variables: NodeJS.ProcessEnv): Environment => {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  throw new StartError(
    result.error.issues
      .map((issue) => {
        const name = issue.path.join('.');
        return `${name}=${given[name] ?? ''}: ${issue.message}`;
      })
      .join('\n'),
  );
};
