import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startWorld, type World } from '../world.ts';
import { conflictingStore } from './conflicts.ts';
import { WRITES } from './writes.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

test.each(WRITES)(
  '$file, $name: is written once, if a transaction is just writing its item',
  async ({ make }) => {
    const { write, answer, read, state } = await make(world);
    const conflicting = await conflictingStore(world.store, 1);
    try {
      expect(await write(conflicting.store)).toEqual(answer);
      expect(conflicting.writes()).toBeGreaterThan(1);
    } finally {
      conflicting.stop();
    }
    expect(await read()).toEqual(state);
  },
);
