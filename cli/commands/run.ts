import type { Command, OptionValues } from '@commander-js/extra-typings';
import { StartError, textOf } from '../../local/support/errors.ts';
import { AUDIENCES } from './command.ts';
import { parse } from './parse.ts';

/** What the shell is told. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const;

/** Deployed functions run on Node 24; what the SDK says about the Node of this machine helps nobody who runs a command. */
const silenceSdk = (): void => {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
};

/** Says what went wrong: one line to a person, the stack too to a developer. Answers with the exit code. */
export const report = (error: unknown, audience: string): number => {
  const isForPeople = audience === AUDIENCES.people;
  const isWrongUse = error instanceof StartError;
  const line = error instanceof Error && (isWrongUse || isForPeople) ? error.message : textOf(error);
  process.stderr.write(`${line}\n`);
  return isWrongUse ? EXIT.wrongUse : EXIT.failed;
};

/**
 * Runs a command as npm starts it. `main` answers with the exit code, or with nothing where all went well; a
 * StartError, which the person at the terminal can put right, is as wrong an option as one that does not exist.
 */
export const run = async <Args extends unknown[], Options extends OptionValues>(
  command: Command<Args, Options>,
  main: (options: Options, ...args: Args) => unknown,
): Promise<void> => {
  silenceSdk();
  const parsed = parse(command, process.argv.slice(2), process.env);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(parsed.text);
      return;
    case 'wrong':
      process.stderr.write(`${parsed.line}\n`);
      process.exitCode = EXIT.wrongUse;
      return;
    case 'run':
      try {
        const code = await main(parsed.options, ...parsed.args);
        if (typeof code === 'number') process.exitCode = code;
      } catch (error) {
        process.exitCode = report(error, command.helpGroup());
      }
      return;
    default:
      return parsed satisfies never;
  }
};
