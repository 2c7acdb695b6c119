import { labServers } from '../local/broken-servers/catalog.ts';
import { CAUSES } from '../local/demo/merchant.ts';
import { StartError } from '../local/support/errors.ts';
import { allCommands } from './commands/all.ts';
import { AUDIENCES, invocationOf } from './commands/command.ts';
import { helpCommand } from './commands/for-people.ts';
import { parse } from './commands/parse.ts';
import { run } from './commands/run.ts';

const commands = allCommands(
  CAUSES,
  labServers.map(({ name }) => name),
);

/** All commands in their groups, one a line. */
const list = (): string => {
  const width = Math.max(...[...commands.keys()].map((script) => invocationOf(script).length));
  const groups = Object.values(AUDIENCES).map((audience) =>
    [
      `${audience}:`,
      ...[...commands]
        .filter(([, command]) => command.helpGroup() === audience)
        .map(([script, command]) => `  ${invocationOf(script).padEnd(width)}  ${command.summary()}`),
    ].join('\n'),
  );
  const more = 'Options and examples of each: npm run COMMAND -- --help, or npm run help -- COMMAND.';
  const deploy =
    'To deploy, package or remove the stack: npx serverless deploy --stage STAGE (--help lists all).';
  return `${[...groups, `${more}\n${deploy}`].join('\n\n')}\n`;
};

export const ended = run(helpCommand(), (_, script) => {
  if (script === undefined) {
    process.stdout.write(list());
    return;
  }
  const command = commands.get(script);
  if (!command)
    throw new StartError(
      `npm run help: no command '${script}'; there are ${[...commands.keys()].join(', ')}`,
    );
  const parsed = parse(command, ['--help']);
  if (parsed.kind === 'help') process.stdout.write(parsed.text);
});
