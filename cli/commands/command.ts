import { Command } from '@commander-js/extra-typings';

/** Who runs a command: `npm run help` lists them in these groups, in this order. */
export const AUDIENCES = { people: 'For people', developers: 'For developers' } as const;
type Audience = keyof typeof AUDIENCES;

type Description = {
  /** The script in package.json. */
  script: string;
  audience: Audience;
  /** What it does, in one line: `npm run help` shows it. */
  summary: string;
  /** What else its own help says. */
  details?: string;
  /** Environment variables it reads. */
  environment?: readonly string[];
  /** What somebody would type after `npm`, with what it does. */
  examples: readonly [command: string, effect: string][];
};

/** npm runs these without `run`. */
const SHORT_SCRIPTS = new Set(['start', 'test']);

/** How a person calls a script; what follows is for the command and not for npm. */
export const invocationOf = (script: string): string =>
  `npm ${SHORT_SCRIPTS.has(script) ? '' : 'run '}${script}`;

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

/** A command with its help; its options and arguments are added by the caller. */
export const command = ({ script, audience, summary, details, environment, examples }: Description) =>
  new Command(`${invocationOf(script)} --`)
    .summary(summary)
    .description(details ? `${summary}\n\n${details}` : summary)
    .helpGroup(AUDIENCES[audience])
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', () =>
      [
        ...(environment ? ['', 'Environment variables:', ...environment.map((line) => `  ${line}`)] : []),
        '',
        examples.length > 1 ? 'Examples:' : 'Example:',
        ...columns(examples),
      ].join('\n'),
    );
