import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { CAP, cappedSource } from './capped-source.ts';
import { awsError, intercepted } from './intercepted.ts';

const { run, kept, calls, world } = cappedSource();

describe('the cap costs', () => {
  test('one read for a batch that opens incidents, one write after it, and nothing where none is opened', async () => {
    const ordinary = await kept(3);
    await groupNotifications(run(), ordinary);
    const control = () => calls.filter((name) => name === 'GetItemCommand' || name === 'UpdateItemCommand');
    expect(control()).toEqual(['GetItemCommand', 'UpdateItemCommand']);
    const again = await kept(3);
    calls.splice(0);
    await groupNotifications(run(), again);
    expect(control()).toEqual([]);
  });

  test('less the greater the flood: a hundred new endpoints take a handful of calls', async () => {
    await groupNotifications(run(), await kept(CAP + 1));
    const hundred = await kept(90, 'new.example');
    calls.splice(0);
    await groupNotifications(run(), hundred);
    expect(calls.toSorted()).toEqual([
      'BatchGetItemCommand', // which endpoints are new
      'GetItemCommand', // how many incidents the source has
      'QueryCommand', // whether its flood is open
      'QueryCommand', // the flood as it is
      'TransactWriteItemsCommand',
    ]);
  });

  test('nobody an alert: where the counts cannot be read, all is grouped, and it is said', async () => {
    const notifications = await kept(CAP + 2);
    const broken = run();
    const refusing = intercepted(broken.store.client, (command, next) =>
      command instanceof GetItemCommand ? Promise.reject(awsError('AccessDeniedException')) : next(),
    );
    const { incidents, failed } = await groupNotifications(
      { ...broken, store: { ...broken.store, client: refusing } },
      notifications,
    );
    expect(failed).toEqual([]);
    expect(incidents.reduce((total, { count }) => total + count, 0)).toBe(CAP + 2);
    expect(world().logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('could not be read') }),
    );
  });
});
