import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readAnnouncedRoster } from '../../lib/adapters/dynamodb/announced-roster.ts';
import { putCovers, readCovers } from '../../lib/adapters/dynamodb/covers.ts';
import type { Store } from '../../lib/adapters/dynamodb/store.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import { FALLBACK_SUBJECT } from '../../lib/messages/formats/subject.ts';
import { announceHandover } from '../../lib/use-cases/oncall/announce-handover.ts';
import type { RunContext } from '../../lib/use-cases/runtime/run-context.ts';
import { withCovers } from '../../lib/use-cases/runtime/with-covers.ts';
import { alertingRun } from './alerting-run.ts';
import { awsError, type Command, indexOf, intercepted } from './intercepted.ts';
import { type Published, pickySns } from './picky-sns.ts';
import { startWorld, type World } from './world.ts';

const HOUR_MS = 3_600_000;
const NINE = Date.parse('2026-11-23T06:00:00.000Z'); // 09:00 in Riyadh, where Sara's turn begins
const person = (name: string, hasEmail = true) => ({ name, hasEmail, hasSms: true });
const turns = (...people: string[]) => ({
  rotation: { people, every: 'day' as const, at: '09:00', from: '2026-11-23' },
});
const oncallOf = (...duties: object[]) =>
  RuntimeOncallConfig.parse({
    timeZone: 'Asia/Riyadh',
    people: {
      sara: person('Sara'),
      omar: person('Omar'),
      huda: person('Huda'),
      badr: person('Badr', false),
      dana: person('Dana', false),
    },
    duties,
  });

let world: World;
let sns: Awaited<ReturnType<typeof pickySns>>;
let refuses: (published: Published) => boolean = () => false;
let now = NINE;
beforeAll(async () => {
  sns = await pickySns((published) => refuses(published));
  world = await startWorld();
});
beforeEach(async () => {
  for (const name of ['covers', 'announced-roster'])
    await world.store.client.send(
      new DeleteItemCommand({ TableName: world.store.tables.control, Key: { name: { S: name } } }),
    );
  refuses = () => false;
  now = NINE + HOUR_MS;
  sns.accepted.length = 0;
});
afterAll(async () => {
  await sns?.stop();
  await world?.stop();
});

const runOf = (oncall: RuntimeOncallConfig, store: Store = world.store): RunContext =>
  alertingRun(world, sns.client, { oncall, store, now: () => new Date(now) });
let holders = 0;
const announce = async (oncall: RuntimeOncallConfig, store?: Store): Promise<Published[]> => {
  sns.accepted.length = 0;
  await announceHandover(await withCovers(runOf(oncall, store)), `run-${holders++}`);
  return [...sns.accepted];
};
const cover = async (by: string, person: string, from = now, to = now + HOUR_MS): Promise<void> => {
  const { covers, revision } = await readCovers(world.store);
  const one = {
    id: `cover-${revision}`,
    covered: { person },
    by,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    reason: '',
    createdBy: 'Sara',
    createdAt: new Date(from).toISOString(),
  };
  expect(await putCovers(world.store, [...covers, one], revision)).toBe(true);
};
/** The store of a run whose calls can be counted or fail. */
const storeWith = (around: (command: Command, next: () => Promise<unknown>) => Promise<unknown>): Store => ({
  ...world.store,
  client: intercepted(world.store.client, around),
});
const keyOf = ({ input }: Command): string => JSON.stringify(Reflect.get(input, 'Key') ?? '');

test('an ordinary minute costs one read that need not be consistent, and nothing where nobody takes turns', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  const calls: Command[] = [];
  const counting = storeWith((command, next) => {
    calls.push(command);
    return next();
  });
  const run = await withCovers(runOf(team));
  await announceHandover({ ...run, store: counting }, 'counted');
  expect(
    calls.map(({ constructor: { name }, input }) => [name, Reflect.get(input, 'ConsistentRead')]),
  ).toEqual([['GetItemCommand', false]]);
  calls.length = 0;
  await announceHandover({ ...runOf(oncallOf({ people: ['huda'] })), store: counting }, 'counted');
  await announceHandover({ ...runOf(RuntimeOncallConfig.parse({})), store: counting }, 'counted');
  expect(calls).toEqual([]);
});

test('all levels that change at the same minute are one mail, and whoever stays on duty gets none for that', async () => {
  const team = oncallOf(turns('sara', 'omar'), turns('omar', 'sara'), turns('huda'));
  await announce(team);
  now += 24 * HOUR_MS;
  const [mail, ...others] = await announce(team);
  expect(others).toEqual([]);
  expect(mail?.recipient).toEqual(['people:@omar', 'people:@sara']);
  expect(mail?.sms).toBeUndefined();
  expect(mail?.email).toContain('Omar is on duty at level 1 from Tue 24 Nov 09:00 until Wed 25 Nov 09:00');
  expect(mail?.email).toContain('Sara is on duty at level 2 from Tue 24 Nov 09:00 until Wed 25 Nov 09:00');
  expect(mail?.email).not.toContain('Huda');
  expect(await announce(team)).toEqual([]);
});

test('after a time without sweeps only what is so now is told, and nothing where that is what it was', async () => {
  const team = oncallOf(turns('sara', 'omar', 'huda'));
  await announce(team);
  now += 2 * 24 * HOUR_MS;
  expect((await announce(team)).map(({ subject }) => subject)).toEqual([
    'ON DUTY Huda until 26 Nov 09:00 (level 1), nothing open',
  ]);
  now += 3 * 24 * HOUR_MS;
  expect(await announce(team)).toEqual([]);
});

test('a new oncall.yml that changes who is on duty is a hand-over; who has left it is named and gets no mail', async () => {
  await announce(oncallOf(turns('sara', 'omar'), { people: ['huda'] }));
  const { sara: _, ...people } = oncallOf().people;
  const [mail] = await announce({ ...oncallOf(turns('omar', 'huda')), people });
  expect(mail?.recipient).toEqual(['people:@omar', 'people:@huda']);
  expect(mail?.email).toContain('On duty until now: Sara.');
  expect(mail?.email).toContain('Huda: no longer on duty at level 2.\nNobody is on duty there now.');
});

test('where nobody takes turns, a cover that begins at once is news all the same', async () => {
  const always = oncallOf({ people: ['huda'] });
  await cover('omar', 'huda');
  const [begun] = await announce(always);
  expect(begun?.recipient).toEqual(['people:@omar', 'people:@huda']);
  expect(begun?.email).toContain('Omar stands in for Huda. Decided by: Sara.');
  now += 2 * HOUR_MS;
  const [ended] = await announce(always);
  expect(ended?.subject).toBe('ON DUTY Huda (level 1), nothing open');
});

test('people without an email address are handed over to without a mail, once', async () => {
  const team = oncallOf(turns('badr', 'dana'));
  await announce(team);
  now += 24 * HOUR_MS;
  expect(await announce(team)).toEqual([]);
  expect((await readAnnouncedRoster(world.store, true)).roster).toEqual([['dana']]);
});

test('a run that began before a cover was agreed on does not take it back', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  const before = await withCovers(runOf(team));
  await cover('huda', 'sara');
  expect(await announce(team)).toHaveLength(1);
  sns.accepted.length = 0;
  await announceHandover(before, 'late');
  expect(sns.accepted).toEqual([]);
  expect((await readAnnouncedRoster(world.store, true)).roster).toEqual([['huda']]);
});

test('while the covers cannot be read nothing is announced, since it might be wrong', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await cover('huda', 'sara');
  await announce(team);
  const unreadable = storeWith((command, next) => {
    if (keyOf(command).includes('covers')) throw awsError('InternalServerError');
    return next();
  });
  expect(await announce(team, unreadable)).toEqual([]);
  expect(world.logged.map(({ message }) => message)).toContain(
    'a hand-over could not be announced; the next sweep announces it',
  );
  expect((await readAnnouncedRoster(world.store, true)).roster).toEqual([['huda']]);
});

test('where what is open cannot be read, the hand-over is told without it', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  now += 24 * HOUR_MS;
  const blind = storeWith((command, next) => {
    if (indexOf(command) !== '') throw awsError('InternalServerError');
    return next();
  });
  const [mail] = await announce(team, blind);
  expect(mail?.subject).toBe('ON DUTY Omar until 25 Nov 09:00 (level 1)');
  expect(mail?.email).toContain('What is open could not be read just now');
});

test('a subject that SNS refuses gives way to a plain one', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  now += 24 * HOUR_MS;
  refuses = ({ subject }) => subject !== FALLBACK_SUBJECT;
  expect(await announce(team)).toHaveLength(1);
  expect(await announce(team)).toEqual([]);
});

// https://github.com/grafana/oncall/issues/3096: the end that was announced was that of the turn, whoever stood in before it.
test('the end that is announced is that of the duty: a cover that begins before the turn is over counts', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  now += 24 * HOUR_MS;
  await cover('huda', 'omar', now + 2 * HOUR_MS, now + 30 * HOUR_MS);
  const [mail] = await announce(team);
  expect(mail?.email).toContain('Omar is on duty at level 1 from Tue 24 Nov 09:00 until Tue 24 Nov 12:00');
});

test('a sweep that a storm left no time asks for nothing; the next one announces', async () => {
  const team = oncallOf(turns('sara', 'omar'));
  await announce(team);
  now += 24 * HOUR_MS;
  let calls = 0;
  const counting = storeWith((_, next) => {
    calls += 1;
    return next();
  });
  await announceHandover({ ...runOf(team, counting), remainingMs: () => 4000 }, 'late');
  expect(calls).toBe(0);
  expect(await announce(team)).toHaveLength(1);
});
