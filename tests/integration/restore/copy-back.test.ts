import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyBack } from '../../../cli/restore/copy-back.ts';
import { tableNames } from '../../../lib/adapters/config/table-names.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { readTemplate } from '../../../local/template/template.ts';
import { startWorld, type World } from '../world.ts';

let world: World;
/** A second set of tables stands for what DynamoDB restored. */
const copies = tableNames('flavours-error-webhook-restored');
beforeAll(async () => {
  world = await startWorld();
  const { endpoint } = world.store.client.config;
  const { hostname, port } = (await endpoint?.()) ?? {};
  const { tables } = readTemplate(join(__dirname, '../../../serverless.yml'));
  await createTables(`http://${hostname}:${port}`, tables, 'flavours-error-webhook-restored');
});
afterAll(() => world?.stop());

const put = (TableName: string, item: Record<string, unknown>) =>
  world.store.client.send(new PutItemCommand({ TableName, Item: marshall(item) }));
const incident = (number: number, text: string) => ({ endpointKey: 'a', number, text });
const copy = (overwrite = false) =>
  copyBack(world.store.client, world.store.tables.incidents, copies.incidents, overwrite);
const texts = async () =>
  (await world.scan('incidents')).map((one) => `${one['number']} ${one['text']}`).toSorted();

test('what is missing is put back, and what is there stays as it is', async () => {
  await put(world.store.tables.incidents, incident(1, 'as it is now'));
  await put(world.store.tables.incidents, incident(3, 'came later'));
  // More than one page of a scan, which ends at 1 MB.
  await put(copies.incidents, incident(1, 'as it was'));
  for (let number = 10; number < 14; number++)
    await put(copies.incidents, incident(number, `lost${'.'.repeat(350_000)}`));
  expect(await copy()).toEqual({ copied: 4, there: 1 });
  expect((await texts()).slice(0, 2)).toEqual(['1 as it is now', expect.stringMatching(/^10 lost/)]);
  expect(await copy()).toEqual({ copied: 0, there: 5 });
});

test('all of the copy, where it is wanted', async () => {
  expect(await copy(true)).toEqual({ copied: 5, there: 0 });
  expect(await texts()).toContain('1 as it was');
  expect(await texts()).toContain('3 came later');
});

test('a copy that is not there is told, and nothing is done', async () => {
  const { client, tables } = world.store;
  expect(await copyBack(client, tables.control, 'flavours-error-webhook-nowhere', false)).toBeUndefined();
});
