import * as z from 'zod';
import { StartError } from './errors.ts';

const number = (min: number, max: number, what: string) => {
  const expected = `expected ${what} from ${min} to ${max}`;
  const digits = z.string().regex(/^\d{1,9}(?:\.\d+)?$/, expected);
  return digits.transform(Number).pipe(z.number().min(min, expected).max(max, expected));
};
const seconds = number(1, 86_400, 'a number of seconds');
const port = number(0, 65_535, 'a port').pipe(z.int('expected a whole number'));

const Environment = z.object({
  PORT: port.default(8787).describe('the port on 127.0.0.1; 0 takes a free one'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.local')
    .describe('where everything is kept; remove it to begin afresh'),
  DYNAMODB_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected a URL, such as http://127.0.0.1:8000' })
    .optional()
    .describe('a DynamoDB to use instead of the embedded one'),
  STREAM: z.enum(['on', 'off']).default('on').describe('off: only the sweep groups notifications'),
  SWEEP_S: seconds.default(60).describe('seconds between two sweeps'),
  CHECK_S: seconds.default(60).describe('seconds between two checks of the monitored endpoints'),
  PROBES: z
    .enum(['on', 'alone', 'off'])
    .default('on')
    .describe('alone: probe without asking other hosts whether our network is up; off: never probe'),
  INTEGRATE_WITH: z
    .enum(['stand-ins', 'real'])
    .default('stand-ins')
    .describe('real: post alerts to the real Slack, Teams, PagerDuty and webhooks of oncall.yml'),
  PUBLISH_PLAIN: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true: publish one plain message for each form instead of one JSON for all'),
  ONCALL: z.string().min(1).default('oncall.yml').describe('the configuration file'),
});
export type Environment = z.infer<typeof Environment>;

/** The environment variables of the local stack; empty is the same as unset. Throws one line per problem. */
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

/** One line for each variable, as `--help` shows them. */
export const environmentHelp = (): string[] => {
  const defaults: Record<string, unknown> = Environment.parse({});
  return Object.entries(Environment.shape).map(([name, { description }]) => {
    const value = defaults[name];
    return `${name.padEnd(18)} ${description}${value === undefined ? '' : ` (default: ${value})`}`;
  });
};
