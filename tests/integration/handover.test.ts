import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putCovers, readCovers } from '../../lib/adapters/dynamodb/covers.ts';
import type { Cover } from '../../lib/domain/oncall/cover.ts';
import { announceHandover } from '../../lib/use-cases/oncall/announce-handover.ts';
import { withCovers } from '../../lib/use-cases/runtime/with-covers.ts';
import { awsError, type Command, intercepted } from './intercepted.ts';
import { type Simulation, startSimulation } from './simulation.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The simulation begins on Monday 23 November at 11:00 in Riyadh, in the middle of Sara's turn. */
const TEAM = {
  timeZone: 'Asia/Riyadh',
  people: {
    sara: { email: 'sara@shop.test', sms: '+966500000001' },
    omar: { email: 'omar@shop.test', sms: '+966500000002', language: 'ar' },
    huda: { email: 'huda@shop.test' },
  },
  levels: [
    { rotation: { people: ['sara', 'omar'], every: 'day', at: '09:00', from: '2026-11-23' } },
    { afterMinutes: 600, people: ['huda'], subscribers: [{ email: 'manager@shop.test' }] },
  ],
};

let sim: Simulation;
beforeAll(async () => {
  sim = await startSimulation([], { team: TEAM });
});
afterAll(() => sim.stop());

/** What was delivered since the last look: to whom, by which protocol, and what it is. */
let seen = 0;
const news = () => {
  const all = sim.delivered();
  const fresh = all.slice(seen);
  seen = all.length;
  return fresh.map(({ to, protocol, subject, body, attributes }) => ({
    to,
    protocol,
    kind: attributes['kind'],
    subject: subject ?? '',
    body,
  }));
};
const short = (all: ReturnType<typeof news>): string[] =>
  all.map(({ to, protocol, kind }) => `${kind} ${protocol} ${to}`).toSorted();
/** To so much before the next 09:00 in Riyadh. */
const toBefore = (ms: number): void => {
  const day = 24 * HOUR_MS;
  const next = Math.ceil((sim.now().getTime() + 1 - 6 * HOUR_MS) / day) * day + 6 * HOUR_MS;
  sim.pass(next - ms - sim.now().getTime());
};
const toTheHandover = async (): Promise<void> => {
  toBefore(MINUTE_MS);
  await sim.minutes(1);
};
const coverOf = async (over: Pick<Cover, 'covered' | 'by'> & Partial<Cover>): Promise<void> => {
  const { covers, revision } = await readCovers(sim.world.store);
  const now = sim.now().getTime();
  const cover: Cover = {
    id: `cover-${revision}`,
    from: new Date(now).toISOString(),
    to: new Date(now + HOUR_MS).toISOString(),
    reason: 'at the dentist',
    createdBy: 'Sara',
    createdAt: new Date(now).toISOString(),
    ...over,
  };
  expect(await putCovers(sim.world.store, [...covers, cover], revision)).toBe(true);
};

test('the first sweep records who is on duty and mails nobody', async () => {
  await sim.minutes(2);
  expect(news()).toEqual([]);
});

test('at a hand-over both hear once, by email alone, each in their language', async () => {
  await toTheHandover();
  const mails = news();
  expect(short(mails)).toEqual(['duty-handover email omar@shop.test', 'duty-handover email sara@shop.test']);
  const [toOmar, toSara] = ['omar', 'sara'].map((name) => mails.find(({ to }) => to.startsWith(name)));
  expect(toSara?.subject).toBe('ON DUTY Omar until 25 Nov 09:00 (level 1), nothing open');
  expect(toSara?.body).toContain(
    'Omar is on duty at level 1 from Tue 24 Nov 09:00 until Wed 25 Nov 09:00 (Riyadh).',
  );
  expect(toSara?.body).toContain('On duty until now: Sara.');
  expect(toSara?.body).toContain('Nothing is open.');
  expect(toOmar?.body).toContain('المناوبة');
  await sim.minutes(3);
  expect(news()).toEqual([]);
});

test('a cover that begins and one that ends are hand-overs, with who decided and why', async () => {
  await coverOf({ covered: { person: 'omar' }, by: 'huda' });
  await sim.minutes(1);
  const begun = news();
  expect(short(begun)).toEqual(['duty-handover email huda@shop.test', 'duty-handover email omar@shop.test']);
  expect(begun.find(({ to }) => to.startsWith('huda'))?.body).toContain(
    'Huda stands in for Omar. Decided by: Sara. Reason: at the dentist',
  );
  await sim.minutes(58);
  expect(news()).toEqual([]);
  await sim.minutes(2);
  const ended = news();
  expect(short(ended)).toEqual(short(begun));
  expect(ended.find(({ to }) => to.startsWith('huda'))?.subject).toMatch(/^ON DUTY Omar until 25 Nov 09:00/);
});

test('killed between publishing and recording, it is told once more and no more than that', async () => {
  const dying = intercepted(sim.world.store.client, async (command: Command, next) => {
    if (command.constructor.name === 'PutItemCommand') throw awsError('InternalServerError');
    return next();
  });
  toBefore(-MINUTE_MS);
  const run = await withCovers({ ...sim.run, store: { ...sim.world.store, client: dying } });
  await announceHandover(run, 'dying');
  expect(short(news())).toHaveLength(2);
  expect(sim.world.logged.map(({ message }) => message)).toContain(
    'a hand-over was announced, but not recorded: it will be announced again',
  );
  await sim.minutes(2);
  expect(short(news())).toHaveLength(2);
});

test('whoever comes on duty while nobody has acknowledged is alerted; who goes off only reads the mail', async () => {
  toBefore(30 * MINUTE_MS);
  await sim.notified('https://api.shop.test/hooks/orders');
  expect(short(news())).toEqual(['opened email sara@shop.test', 'opened sms +966500000001']);
  await toTheHandover();
  const mails = news().filter(({ kind }) => kind !== 'reminder');
  expect(short(mails)).toEqual([
    'duty-handover email omar@shop.test',
    'duty-handover email sara@shop.test',
    'handover email omar@shop.test',
    'handover sms +966500000002',
  ]);
  const toSara = mails.find(({ to }) => to.startsWith('sara'));
  expect(toSara?.subject).toMatch(/, 1 open$/);
  expect(toSara?.body).toContain('Nobody has acknowledged it.');
});

test('a hand-over mail tells who has acknowledged, and until when', async () => {
  const [one] = await sim.incidents();
  toBefore(20 * MINUTE_MS);
  await sim.performAction(one?.incidentId ?? '', { kind: 'acknowledge' }, 'Omar');
  await sim.minutes(1);
  news();
  await toTheHandover();
  const mails = news();
  expect(mails.filter(({ protocol }) => protocol === 'sms')).toEqual([]);
  expect(mails.find(({ to, kind }) => to.startsWith('sara') && kind === 'duty-handover')?.body).toMatch(
    /Acknowledged by Omar until 09:1\d\./,
  );
});

test('where SNS does not answer, it is announced by the next sweep', async () => {
  await sim.performAction((await sim.incidents())[0]?.incidentId ?? '', { kind: 'resolve' }, 'Omar');
  await sim.minutes(1);
  news();
  sim.faults.set({ mode: 'fail' });
  await toTheHandover();
  expect(news()).toEqual([]);
  sim.faults.set({ mode: 'none' });
  await sim.minutes(1);
  expect(short(news())).toEqual(['duty-handover email omar@shop.test', 'duty-handover email sara@shop.test']);
});
