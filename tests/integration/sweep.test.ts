import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readBucket } from '../../lib/adapters/dynamodb/sms-bucket.ts';
import { CAPACITY } from '../../lib/domain/alerting/token-bucket.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { groupNotifications } from '../../lib/use-cases/grouping/group-notifications.ts';
import { close } from '../../lib/use-cases/incidents/resolve-incident.ts';
import { ContentionError } from '../../lib/use-cases/runtime/errors.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { type Swept, sweep } from '../../lib/use-cases/sweep/sweep.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, intercepted } from './intercepted.ts';
import { type Published, pickySns } from './picky-sns.ts';
import { freshEndpoint, keep, startWorld, type World } from './world.ts';

const MINUTE_MS = 60_000;
const START = Date.now();

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let refuses: (published: Published) => boolean;
let minute: number;
let endpoint: string;

beforeAll(async () => {
  refuses = () => false;
  sns = await pickySns((published) => refuses(published));
});
beforeEach(async () => {
  world = await startWorld();
  refuses = () => false;
  sns.accepted.splice(0);
  minute = 0;
  endpoint = freshEndpoint();
});
afterEach(() => world?.stop());
afterAll(() => sns?.stop());

const now = (): Date => new Date(START + minute * MINUTE_MS);
const run = (): RunContext => alertingRun(world, sns.client, { now });
const sweepAt = (at: number): Promise<Swept> => {
  minute = at;
  return sweep(run(), `holder-${at}`, 0);
};
const keepAt = (at: number) => {
  minute = at;
  return keep(world, { endpoint, receivedAt: now().toISOString() });
};
const subjects = (): string[] => sns.accepted.map(({ subject }) => subject.split(' ')[0] ?? '');
const incident = async () =>
  (await world.incidents()).find((one) => one.endpointKey === endpointKey(endpoint));

test('the sweep alone tells of the opening, of growth at doubling gaps, reminds, and closes after long quiet', async () => {
  await keepAt(0);
  await sweepAt(1);
  await keepAt(2);
  await sweepAt(5); // four minutes after the opening: too early
  expect(subjects()).toEqual(['OPEN']);
  await sweepAt(6);
  expect(subjects()).toEqual(['OPEN', 'STILL']);
  await keepAt(7);
  await sweepAt(15); // nine minutes after the last: the gap is ten by now
  expect(subjects()).toHaveLength(2);
  await sweepAt(16);
  expect(subjects()).toEqual(['OPEN', 'STILL', 'STILL']);
  await sweepAt(76);
  expect(subjects().at(-1)).toBe('REMINDER');
  await sweepAt(7 + 6 * 60 - 1);
  expect(await incident()).toMatchObject({ state: 'open' });
  await sweepAt(7 + 6 * 60);
  expect(await incident()).toMatchObject({
    state: 'resolved',
    resolution: 'quiet',
    listName: expect.stringMatching(/^\d{4}-\d\d$/),
  });
  expect(subjects().at(-1)).toMatch(/^CLOSED/);
  const before = sns.accepted.length;
  await sweepAt(7 + 12 * 60);
  expect(sns.accepted).toHaveLength(before);
});

test('what could not be told has an age, and an alarm can see it grow', async () => {
  refuses = () => true;
  await keepAt(0);
  expect(await sweepAt(1)).toMatchObject({ oldestDueAlertAgeS: 60, open: 1 });
  expect(await sweepAt(4)).toMatchObject({ oldestDueAlertAgeS: 240 });
  refuses = () => false;
  expect(await sweepAt(5)).toMatchObject({ oldestDueAlertAgeS: 0 });
});

test('an outage of SNS uses up no SMS that is to wake people after it', async () => {
  refuses = () => true;
  await keepAt(0);
  for (let at = 1; at <= CAPACITY + 2; at++) await sweepAt(at);
  refuses = () => false;
  await sweepAt(CAPACITY + 3);
  expect(await incident()).toMatchObject({
    lastSent: { email: { kind: 'opened' }, sms: { kind: 'opened' } },
  });
  expect((await readBucket(world.store)).bucket?.tokens).toBeGreaterThanOrEqual(CAPACITY - 1);
});

test('an incident is not closed while a pending notification of its endpoint cannot be grouped', async () => {
  const first = await keepAt(0);
  await groupNotifications(run(), [first]);
  await keepAt(1);
  const stuck = run();
  const refusing = intercepted(world.store.client, (command, next) =>
    command instanceof TransactWriteItemsCommand ? Promise.reject(awsError('ThrottlingException')) : next(),
  );
  const before = await incident();
  if (!before) throw new Error('no incident');
  await expect(
    close({ ...stuck, store: { ...world.store, client: refusing } }, before, {
      kind: 'clock',
      isRevoked: true,
    }),
  ).rejects.toThrow(ContentionError);
  expect(await incident()).toMatchObject({ state: 'open', count: 1 });
  await close(stuck, before, { kind: 'clock', isRevoked: true });
  expect(await world.incidents()).toMatchObject([{ state: 'resolved', count: 2 }]);
});
