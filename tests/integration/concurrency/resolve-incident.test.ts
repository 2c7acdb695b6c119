import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { close } from '../../../lib/use-cases/incidents/resolve-incident.ts';
import type { StoreContext } from '../../../lib/use-cases/runtime/run-context.ts';
import { intercepted } from '../intercepted.ts';
import { freshEndpoint, keep, opened, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** A client that loses the connection before the first so many transactions; nobody waits before asking again. */
const losing = (transactions: number): StoreContext => {
  let left = transactions;
  const client = intercepted(world.store.client, (command, next) =>
    command instanceof TransactWriteItemsCommand && left-- > 0
      ? Promise.reject(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
      : next(),
  );
  return { ...world.run, sleep: () => Promise.resolve(), store: { ...world.store, client } };
};

test('an incident is not closed over a pending notification whose grouping failed', async () => {
  const endpoint = freshEndpoint();
  const incident = await opened(world, endpoint);
  await keep(world, { endpoint });
  const after = await close(losing(1), incident, { kind: 'clock', isRevoked: true });
  expect(after).toMatchObject({ state: 'resolved', count: 2 });
});

test('an incident stays open while what is pending of it cannot be grouped, and whoever closes it is told', async () => {
  const endpoint = freshEndpoint();
  const incident = await opened(world, endpoint);
  await keep(world, { endpoint });
  const closing = close(losing(100), incident, { kind: 'clock', isRevoked: true });
  await expect(closing).rejects.toMatchObject({ name: 'ContentionError' });
  expect((await world.incidents()).find((one) => one.endpoint === endpoint)).toMatchObject({
    state: 'open',
    count: 1,
  });
});
