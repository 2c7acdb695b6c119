import { describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { readTimeline } from '../../lib/adapters/dynamodb/timeline.ts';
import { intercepted } from './intercepted.ts';
import { windowsOf } from './machine-windows.ts';
import { MACHINES, TEAM, teamWithMachines } from './team-with-machines.ts';

const MINUTE_MS = 60_000;
const { world, team, change, minute, sweepAt, failing, alertAbout, those, act, delivered, protocols } =
  teamWithMachines();

const expectWindows = async (ids: readonly string[]): Promise<void> => {
  const expected = new Map(
    (await those(ids)).map(({ incidentId, openedAt, lastAt }) => [
      incidentId,
      `${new Date(Date.parse(openedAt) - 2 * MINUTE_MS).toISOString()}/${lastAt} unproven`,
    ]),
  );
  expect(expected.size).toBe(ids.length);
  for (const protocol of MACHINES) expect(windowsOf(protocol, delivered())).toEqual(expected);
};
const channelsOf = async (id: string): Promise<string[][]> => {
  const { entries } = await readTimeline(world().store, id, { limit: 20 });
  return entries.flatMap((entry) => ('channels' in entry ? [entry.channels] : []));
};

const PLANNED = { reason: 'new database', from: '2026-11-24T01:50', to: '2026-11-24T02:30' };

describe('an end of which people are not to hear', () => {
  test('in planned work: its window is at each machine at once, no person is woken, and the email at the end of the work names it', async () => {
    await team({ maintenance: [PLANNED] });
    const ids = await failing(1);
    const [id = ''] = ids;
    await sweepAt(5);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(protocols()).toEqual(MACHINES);
    await expectWindows(ids);
    expect(await channelsOf(id)).toEqual([['machines']]);
    expect(await those(ids)).toMatchObject([
      { listName: 'open', lastSent: { machines: { kind: 'resolved' } } },
    ]);
    const before = delivered().length;
    await sweepAt(20);
    expect(delivered()).toHaveLength(before);

    await sweepAt(31);
    const summary = delivered().slice(before);
    expect(summary.map(({ protocol, to }) => [protocol, to])).toEqual([['email', 'sara@shop.example']]);
    expect(summary[0]?.body.replace(/\s+/g, ' ')).toContain(
      'it ended during the maintenance, which is over now',
    );
    expect(summary[0]?.body).toContain(
      'FETCH AGAIN\nOrders created or changed between 01:58 and 02:00 (Riyadh).',
    );
    expect(await those(ids)).toMatchObject([{ listName: '2026-11' }]);
    await sweepAt(40);
    expect(delivered()).toHaveLength(before + 1);
  });

  test('several in planned work are one email at its end, with each window, beside what still fails', async () => {
    await team({ maintenance: [PLANNED] });
    const told = await failing(1);
    await sweepAt(1);
    const ids = [...(await failing(2)), ...told];
    await act(ids.slice(0, 2), { kind: 'resolve' });
    await sweepAt(10);
    const before = delivered().length;
    await sweepAt(31);
    const mails = delivered()
      .slice(before)
      .filter(({ protocol }) => protocol === 'email');
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^OPEN /),
      expect.stringMatching(/^RESOLVED 2 webhooks/),
    ]);
    expect(mails[1]?.body.replace(/\s+/g, ' ')).toContain('before anyone was alerted: 2.');
    expect(mails[1]?.body.match(/^Fetch again: 01:59 to 02:01 at least$/gm)).toHaveLength(2);
  });

  test('under a silence of the one before: machines hear it once, and people never', async () => {
    await team();
    const path = ulid().toLowerCase();
    const first = await failing(1, path);
    await act(first, { kind: 'silence', until: '4h', reason: 'known' });
    await act(first, { kind: 'resolve' });
    await sweepAt(1);
    minute(3);
    const next = await failing(1, path);
    await sweepAt(4);
    await act(next, { kind: 'resolve' });
    await sweepAt(5);
    await sweepAt(6);
    await expectWindows([...first, ...next]);
    expect(await channelsOf(next[0] ?? '')).toEqual([['machines']]);
    expect(protocols()).toEqual(MACHINES);
    expect(await those(next)).toMatchObject([{ number: 2, listName: '2026-11' }]);

    // Nothing of it holds back the one after it, once the silence is lifted.
    await act(next, { kind: 'unsilence' });
    minute(7);
    await failing(1, path);
    await sweepAt(8);
    expect(delivered().at(-1)?.attributes['kind']).toBe('opened');
    expect(protocols()).toEqual(['email', ...MACHINES.slice(0, 2), 'sms', 'sqs']);
  });

  test('in quiet hours: machines at night, people in the morning, and machines not once more', async () => {
    await team({
      quietHours: { from: '01:00', to: '03:00' },
      endpoints: [{ url: 'https://api.shop.example/', severity: 'warning' }],
    });
    const ids = await failing(1);
    await sweepAt(1);
    await act(ids, { kind: 'acknowledge' });
    await act(ids, { kind: 'resolve' });
    await sweepAt(2);
    expect(protocols()).toEqual(MACHINES);
    const before = delivered().length;
    await sweepAt(61);
    expect(protocols(delivered().slice(before))).toEqual(['email']);
    expect(await those(ids)).toMatchObject([{ listName: '2026-11' }]);
    expect(await channelsOf(ids[0] ?? '')).toEqual([['machines'], ['email']]);
  });

  test('nothing is published where no machine subscribes', async () => {
    const [level] = TEAM.levels;
    await team({ maintenance: [PLANNED], levels: [{ subscribers: level?.subscribers.slice(0, 2) }] });
    const ids = await failing(5);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(delivered()).toEqual([]);
    for (const incident of await those(ids)) expect(incident).not.toHaveProperty('lastSent');
    await sweepAt(31);
    expect(protocols()).toEqual(['email']);
  });
});

describe('forty that end at once', () => {
  test('in planned work: each machine holds forty windows, and nobody is woken', async () => {
    await team({ maintenance: [PLANNED] });
    const ids = await failing(40);
    await act(ids, { kind: 'resolve' });
    await sweepAt(10);
    expect(protocols()).toEqual(MACHINES);
    await expectWindows(ids);
    expect(await those(ids)).toMatchObject(ids.map(() => ({ lastSent: { revision: 1 } })));
  });

  test('after people were alerted: each machine holds forty windows', async () => {
    await team();
    const ids = await failing(40);
    await alertAbout(ids);
    minute(5);
    await act(ids, { kind: 'resolve' });
    await alertAbout(ids);
    await expectWindows(ids);
    expect(protocols()).toEqual(['email', ...MACHINES.slice(0, 2), 'sms', 'sqs']);
  });

  test('some muted and some not: no message to people names the muted', async () => {
    await team();
    const [muted, told] = [await failing(20), await failing(20)];
    await alertAbout(told);
    // A silence by the whole host would be announced; planned work says nothing.
    change({ maintenance: [{ ...PLANNED, urls: ['https://api.shop.example/'] }] });
    await act([...muted, ...told], { kind: 'resolve' });
    await sweepAt(10);
    await expectWindows([...muted, ...told]);
    const forPeople = delivered().filter(({ protocol }) => !MACHINES.includes(protocol));
    for (const id of muted) expect(forPeople.filter(({ body }) => body.includes(id))).toEqual([]);
    for (const id of told)
      expect(forPeople.filter(({ body }) => body.includes(id)).length).toBeGreaterThan(0);
  });
});

test('where the record is lost after the message, machines hear it again: at least once', async () => {
  await team({ maintenance: [PLANNED] });
  const ids = await failing(2);
  await act(ids, { kind: 'resolve' });
  const failingStore = {
    ...world().store,
    client: intercepted(world().store.client, async (command, next) => {
      if (command.constructor.name === 'TransactWriteItemsCommand') throw new Error('the network is gone');
      return next();
    }),
  };
  await sweepAt(10, { store: failingStore });
  expect(protocols()).toEqual(MACHINES);
  expect(await those(ids)).toMatchObject([{ listName: 'open' }, { listName: 'open' }]);
  const before = delivered().length;
  await sweepAt(11);
  await expectWindows(ids);
  expect(delivered().length).toBe(2 * before);
  await sweepAt(12);
  expect(delivered().length).toBe(2 * before);
});
