import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { oncallAtRuntime, readOncall } from '../../lib/adapters/config/oncall-file.ts';
import { setFunctionEnvironment } from '../../local/lambda/environment.ts';
import { type Invoke, lambdaFunction } from '../../local/lambda/functions.ts';
import { temporaryFolder } from '../temporary.ts';
import { captureOutput } from './output.ts';
import { insertOf, POISON, pendingItem, record, type StreamRecord } from './records.ts';
import { startStub } from './stub-dynamodb.ts';

const Answer = z.strictObject({
  batchItemFailures: z.array(z.strictObject({ itemIdentifier: z.string().min(1) })),
});

let stub: Awaited<ReturnType<typeof startStub>>;
let dispatch: Invoke;
const output = captureOutput();
beforeAll(async () => {
  stub = await startStub();
  const oncallFile = join(temporaryFolder('hostile'), 'oncall.json');
  const oncall = readOncall(join(__dirname, '../../oncall.yml'));
  writeFileSync(oncallFile, JSON.stringify(oncallAtRuntime(oncall)));
  setFunctionEnvironment({
    webhookSecret: 's'.repeat(48),
    linkSecret: 'l'.repeat(48),
    consoleUrl: 'http://127.0.0.1',
    oncallFile,
    sourceVersions: {},
    dynamodbEndpoint: stub.url,
    snsEndpoint: 'http://127.0.0.1:1',
  });
  dispatch = lambdaFunction('dispatch', await import('../../handlers/dispatch.ts'), 30_000);
});
afterAll(async () => {
  output.stop();
  await stub.stop();
});

type Given = { record: StreamRecord; isWork: boolean; isBroken: boolean };

const given: fc.Arbitrary<Given> = fc.oneof(
  fc.constantFrom('a', 'b', 'c').map((endpointKey) => ({
    record: insertOf(pendingItem({ endpointKey })),
    isWork: true,
    isBroken: false,
  })),
  fc
    .constantFrom(...POISON)
    .map(([, image]) => ({ record: record('INSERT', image), isWork: false, isBroken: true })),
  fc.constantFrom('MODIFY', 'REMOVE', '').map((eventName) => ({
    record: { ...insertOf(pendingItem()), eventName },
    isWork: false,
    isBroken: false,
  })),
);

const WAYS = [
  'takes it',
  'refuses access',
  'refuses what is put',
  'has no such table',
  'has no list',
  'answers with a page',
  'answers with half of JSON',
  'has an internal error',
  'ends the connection',
] as const;

test.each(WAYS)(
  'where DynamoDB %s, dispatch reports every record whose notification is still pending, by its number, and no other',
  async (way) => {
    const batches = fc.array(given, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        stub.is(way);
        output.clear();
        const failed = batch.filter(({ isWork, isBroken }) => isBroken || (isWork && way !== 'takes it'));
        const { batchItemFailures } = Answer.parse(
          await dispatch({ Records: batch.map((one) => one.record) }),
        );
        expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(
          failed.map((one) => one.record.dynamodb.SequenceNumber).sort(),
        );
        if (failed.length > 0) expect(output.text()).toContain('"level":"ERROR"');
      }),
      { numRuns: 5, endOnFailure: true },
    );
  },
);
