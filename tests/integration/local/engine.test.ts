import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { callDynamodb } from '../../../local/dynamodb/api.ts';
import { startEngine } from '../../../local/dynamodb/engine.ts';
import type { Engine } from '../../../local/dynamodb/engine-process.ts';
import { createTables } from '../../../local/dynamodb/tables.ts';
import { readTemplate } from '../../../local/template/template.ts';
import { temporaryDir } from './temporary.ts';

const template = readTemplate(join(__dirname, '../../../serverless.yml'));
const PREFIX = 'flavours-error-webhook-local';
const Names = z.object({ TableNames: z.array(z.string()) });
const list = (endpoint: string) => callDynamodb(endpoint, 'DynamoDB_20120810.ListTables', {}, Names);

let file: string;
let engine: Engine;
beforeAll(async () => {
  file = join(temporaryDir(), 'db');
  engine = await startEngine(file);
});
afterAll(() => engine.stop());

test('the five tables come from serverless.yml, and only notifications has a stream', async () => {
  const streams = await createTables(engine.endpoint, template.tables, PREFIX);
  expect(Object.keys(streams)).toEqual(['notifications']);
  expect((await list(engine.endpoint)).TableNames.sort()).toEqual(
    ['control', 'endpoints', 'incidents', 'notifications', 'timeline'].map((name) => `${PREFIX}-${name}`),
  );
});

test('a new database has the index without which each write reads the whole stream', async () => {
  const own = join(temporaryDir(), 'db');
  await (await startEngine(own)).stop();
  expect(readFileSync(own, 'latin1')).toContain('CREATE INDEX _stream_number');
});

test('tables that exist are left as they are, with the same stream', async () => {
  const before = await createTables(engine.endpoint, template.tables, PREFIX);
  expect(await createTables(engine.endpoint, template.tables, PREFIX)).toEqual(before);
});

test('a table with other keys than the template says is refused in one line', async () => {
  const changed = template.tables.map((table) => ({
    ...table,
    KeySchema: [{ AttributeName: table.KeySchema[0]?.AttributeName ?? '', KeyType: 'RANGE' }],
  }));
  await expect(createTables(engine.endpoint, changed, PREFIX)).rejects.toThrow(
    /other keys than serverless\.yml/,
  );
});

test('the mapping of dispatch is read from the template', () => {
  expect(template.pump).toMatchObject({ batchSize: 1000, bisect: true, reportsFailures: true });
  expect(template.pump.filters).toHaveLength(1);
  expect(template.timeoutMs('dispatch', 1)).toBe(30_000);
});

test('what was written is there after a restart', async () => {
  await createTables(engine.endpoint, template.tables, PREFIX);
  await engine.stop();
  await expect(list(engine.endpoint)).rejects.toThrow();
  engine = await startEngine(file);
  expect((await list(engine.endpoint)).TableNames).toHaveLength(5);
});

test('a database file that cannot be is said with the reason', async () => {
  await expect(startEngine('/nonexistent/db')).rejects.toThrow(
    /\/nonexistent\/db cannot be made.*no such file/,
  );
});

test('a file that is no database is said with what the engine says', async () => {
  const own = join(temporaryDir(), 'db');
  writeFileSync(own, 'not a database, but long enough for one to be looked for'.repeat(100));
  await expect(startEngine(own)).rejects.toThrow(/ended at once.*not a valid SQLite database/s);
});
