import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type World } from '../world.ts';
import { losingStore } from './transport.ts';
import { WRITES } from './writes.ts';

const ADAPTERS = join(__dirname, '../../../lib/adapters/dynamodb');
const COMMAND = /new (?:Put|Update|Delete|BatchWrite|Transact)\w*Command\(/g;
const SDK_ATTEMPTS = 3;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

describe.each(WRITES)('$file, $name', ({ make }) => {
  test('is written once, if no answer is lost', async () => {
    const { write, answer, read, state } = await make(world);
    expect(await write(world.store)).toEqual(answer);
    expect(await read()).toEqual(state);
  });

  test('is written once, if the answer to the first try is lost', async () => {
    const { write, answer, read, state } = await make(world);
    const losing = await losingStore(world.store, 1);
    expect(await write(losing.store)).toEqual(answer);
    expect(losing.writes()).toBeGreaterThan(1);
    losing.stop();
    expect(await read()).toEqual(state);
  });

  test('is written once, if no answer ever comes and whoever asked asks again', async () => {
    const made = await make(world);
    const losing = await losingStore(world.store, SDK_ATTEMPTS);
    const ended = await made.write(losing.store).then(
      () => 'answered',
      () => 'failed',
    );
    losing.stop();
    const again = await made.write(world.store);
    // A caller that reads again by itself has had its answer.
    if (ended === 'failed') expect(again).toEqual('answerAgain' in made ? made.answerAgain : made.answer);
    expect(await made.read()).toEqual('stateAgain' in made ? made.stateAgain : made.state);
  });

  test('does not undo what was written next, if a copy of it comes in late', async () => {
    const { write, read, next, stateAfterNext } = await make(world);
    const losing = await losingStore(world.store, 0);
    await write(losing.store);
    await next(world.store);
    expect(await read()).toEqual(stateAfterNext);
    await losing.again();
    losing.stop();
    expect(await read()).toEqual(stateAfterNext);
  });
});

test('every write of the adapters is in the table', () => {
  const files = readdirSync(ADAPTERS).filter((file) => file.endsWith('.ts'));
  const commands = Object.fromEntries(
    files
      .map((file) => [file, readFileSync(join(ADAPTERS, file), 'utf8').match(COMMAND)?.length ?? 0] as const)
      .filter(([, count]) => count > 0),
  );
  // A command that several writes share has an entry for each of them.
  const entriesOf = (file: string): number => WRITES.filter((entry) => entry.file === file).length;
  const missing = Object.entries(commands).filter(([file, count]) => entriesOf(file) < count);
  expect(missing).toEqual([]);
  const gone = WRITES.filter(({ file }) => commands[file] === undefined).map(({ file }) => file);
  expect(gone).toEqual([]);
});
