import { type Command, CommanderError, type OptionValues } from '@commander-js/extra-typings';

/** What a command line asks for: to run, to be told how, or nothing that can be understood. */
export type Parsed<Options, Args> =
  | { kind: 'run'; options: Options; args: Args }
  | { kind: 'help'; text: string }
  | { kind: 'wrong'; line: string };

const withoutDashes = (name: string): string => name.replace(/ --$/, '');

/** Commander counts what is too much; a person wants to see it. */
const messageOf = (error: CommanderError, given: readonly string[], expected: number): string => {
  const message = error.message
    .replace(/^error: /, '')
    .replace(/^command-argument value (.+) is invalid for argument '(.+?)'/, "argument '$2': $1 is invalid")
    .replaceAll('\n', ' ');
  return error.code === 'commander.excessArguments'
    ? `unexpected argument '${given[expected]}'`
    : message.replace(/\.$/, '');
};

/** npm has these options too, and means something else by them. */
const NPM_ALSO_HAS = new Set(['json', 'silent', 'verbose']);

/** An option that npm took for its own, since no `--` stood before it: npm run demo --cause timeout. */
const takenByNpm = (
  options: readonly { long?: string | undefined; attributeName(): string }[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined =>
  options
    .flatMap(({ long }) => (long === undefined ? [] : [long]))
    .find((long) => {
      const name = long.replace(/^--/, '');
      const variable = `npm_config_${name.replaceAll('-', '_').toLowerCase()}`;
      return !NPM_ALSO_HAS.has(name) && environment[variable] !== undefined;
    });

/** Reads what follows the command's name, starting and printing nothing. */
export const parse = <Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Parsed<Options, Args> => {
  const name = withoutDashes(command.name());
  const wrong = (message: string) =>
    ({ kind: 'wrong', line: `${name}: ${message}; see ${name} -- --help` }) as const;
  let text = '';
  command.exitOverride().configureOutput({
    writeOut: (part) => {
      text += part;
    },
    writeErr: () => undefined,
    getOutHelpWidth: () => 100,
  });
  const taken = takenByNpm(command.options, environment);
  const takenLine = `npm took ${taken} for itself: expected -- before it`;
  try {
    command.parse([...given], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text };
    if (taken) return wrong(takenLine);
    return wrong(messageOf(error, command.args, command.registeredArguments.length));
  }
  if (taken) return wrong(takenLine);
  return { kind: 'run', options: command.opts(), args: command.processedArgs };
};
