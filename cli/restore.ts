import { restoreCommand } from './commands/for-people.ts';
import { EXIT, run } from './commands/run.ts';
import { copyBack } from './restore/copy-back.ts';
import { runOn, say } from './stage.ts';

/*
 * DynamoDB restores a table to a new one of another name. This copies from there what the tables of the stage lack, while the
 * stack goes on.
 */

type Options = { stage: string; region?: string | undefined; from: string; overwrite?: true };

const main = async ({ stage, region, from, overwrite }: Options): Promise<number> => {
  const { client, tables } = runOn(stage, region).store;
  let found = 0;
  for (const table of Object.values(tables)) {
    const copy = `${table}-${from}`;
    const result = await copyBack(client, table, copy, overwrite ?? false);
    if (result === undefined) {
      say(`${copy}: there is no such table`);
      continue;
    }
    found += 1;
    say(
      `${table}: ${result.copied} items copied from ${copy}, ${result.there} were there and stay as they are`,
    );
  }
  return found > 0 ? EXIT.done : EXIT.failed;
};

run(restoreCommand(), main);
