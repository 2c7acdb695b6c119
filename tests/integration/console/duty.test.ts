import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { oncallAtRuntime, readOncall } from '../../../lib/adapters/config/oncall-file.ts';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { ApiCoverResult, ApiCovers, ApiDuty } from '../../../lib/domain/api/duty-schemas.ts';
import { ApiIncident, ApiTimeline } from '../../../lib/domain/api/schemas.ts';
import type { Cover, CoverRequest } from '../../../lib/domain/oncall/cover.ts';
import { MOST_COVERS } from '../../../lib/domain/oncall/covers-kept.ts';
import { onDutyAt } from '../../../lib/domain/oncall/duty.ts';
import { localField } from '../../../lib/domain/oncall/local-moment.ts';
import { requestCover } from '../../../lib/use-cases/oncall/change-covers.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf, putAll, sentEntry } from '../../browser/world.ts';
import { intercepted } from '../intercepted.ts';
import { contextOf, startTestStack, storeOf } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { type Browser, browserAt } from './browsing.ts';
import { teamFile } from './team.ts';

const HOUR_MS = 3_600_000;
const ZONE = 'Asia/Riyadh';

let stack: Stack;
let store: Store;
let sara: Browser;
let act: string;
const file = teamFile();
beforeAll(async () => {
  stack = await startTestStack({ stream: false, oncallFile: file });
  store = storeOf(stack);
  sara = browserAt(stack, '127.0.0.1');
  await sara.post(await stack.signInUrl());
  act = await apiTokenOf(stack, 'act', { label: 'shift-bot' });
});
afterAll(async () => {
  store?.client.destroy();
  await stack?.stop();
});
beforeEach(async () => {
  await putCovers(store, [], (await readCovers(store)).revision);
});

const stored = async () => (await readCovers(store)).covers;
const team = oncallAtRuntime(readOncall(file));
const onDutyNow = async (at = Date.now()) =>
  onDutyAt({ ...team, covers: await stored() }, 1, at).map(({ person }) => person);
/** Who has the turn, and who has not. */
const [{ person: has } = { person: '' }] = onDutyAt(team, 1, Date.now());
const hasNot = has === 'sara' ? 'omar' : 'sara';
const field = (inMs: number): string => localField(Date.now() + inMs, ZONE);
const follow = async (path: string, form: Record<string, string>) => {
  const { status, location, text } = await sara.post(path, form);
  return status === 303 ? { status, text: (await sara.get(location)).text } : { status, text };
};
const call = async (path: string, body?: object, token = act) => {
  const response = await fetch(`${stack.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const json: unknown = await response.json();
  return { status: response.status, json };
};

describe('taking over', () => {
  test('makes somebody on duty at once, by one button, and says so', async () => {
    const { text } = await follow('/console/duty/take-over', { by: hasNot, level: '1', until: '2h' });
    expect(text).toMatch(/covers whoever has the turn at level 1 from .* to /);
    expect(await onDutyNow()).toEqual([hasNot]);
    expect(await onDutyNow(Date.now() + 2 * HOUR_MS)).toEqual([has]);
    const [cover] = await stored();
    expect(cover).toMatchObject({ covered: { level: 1 }, reason: 'took over' });
    expect(cover?.createdBy.toLowerCase()).toBe(hasNot);
  });

  test('pressed twice is one cover', async () => {
    const form = { by: hasNot, level: '1', until: '2h' };
    await follow('/console/duty/take-over', form);
    const { text } = await follow('/console/duty/take-over', form);
    expect(text).toContain('It was recorded before.');
    expect(await stored()).toHaveLength(1);
  });

  test('pressed by two at once is one cover, and the other hears whose', async () => {
    const [first, second] = await Promise.all(
      ['huda', hasNot].map((by) => sara.post('/console/duty/take-over', { by, level: '1', until: '2h' })),
    );
    expect([first?.status, second?.status].toSorted()).toEqual([303, 409]);
    expect(await stored()).toHaveLength(1);
    expect(await onDutyNow()).not.toEqual([has]);
  });

  test.each([
    [{ by: '', level: '1', until: '2h' }, 'Choose who stands in.'],
    [{ by: 'nobody', level: '1', until: '2h' }, 'under people in oncall.yml'],
    [{ by: 'huda', level: '2', until: '2h' }, 'Choose a level at which people take turns.'],
    [{ by: 'huda', level: '1', until: 'ever' }, 'Choose until when.'],
  ])('is refused with %j', async (form, words) => {
    const { status, text } = await follow('/console/duty/take-over', form);
    expect({ isRefused: status >= 400 && status < 500, says: text.includes(words) }).toEqual({
      isRefused: true,
      says: true,
    });
    expect(await stored()).toEqual([]);
  });

  test('by whoever has the turn anyway is answered so', async () => {
    const { status, text } = await follow('/console/duty/take-over', { by: has, level: '1', until: 'turn' });
    expect(status).toBe(409);
    expect(text).toContain('has the turn in all of that time anyway');
  });
});

describe('a cover', () => {
  const planned = async (over: Record<string, string> = {}) => {
    return follow('/console/duty/covers', {
      by: 'huda',
      covered: has,
      from: field(HOUR_MS),
      to: field(3 * HOUR_MS),
      reason: 'a wedding',
      actor: 'Sara',
      ...over,
    });
  };

  test('is agreed on by local times, shown with who, when and why, and ended by its button', async () => {
    const agreed = await planned();
    expect(agreed.text).toMatch(/Huda covers \w+ from/);
    expect(agreed.text).toContain('has no telephone number in oncall.yml');
    const [cover] = await stored();
    expect(cover).toMatchObject({
      covered: { person: has },
      by: 'huda',
      reason: 'a wedding',
      createdBy: 'Sara',
    });
    expect(localField(Date.parse(cover?.from ?? ''), ZONE)).toBe(field(HOUR_MS));

    const page = (await sara.get('/console/duty')).text;
    expect(page).toMatch(/Huda instead of/);
    expect(page).toContain('a wedding');
    const ended = await follow(`/console/duty/covers/${cover?.id}/end`, { actor: 'Omar' });
    expect(ended.text).toContain('It is cancelled: Huda covers');
    expect(await stored()).toMatchObject([{ endedBy: 'Omar' }]);
    const again = await follow(`/console/duty/covers/${cover?.id}/end`, { actor: 'Omar' });
    expect(again.text).toContain('It was over before:');
    expect((await sara.post('/console/duty/covers/none/end')).status).toBe(404);
  });

  test('by or for somebody who has left oncall.yml changes nothing, is listed, and can be ended', async () => {
    const gone: Cover = {
      id: 'gone',
      covered: { person: has },
      by: 'layla',
      from: new Date(Date.now() - HOUR_MS).toISOString(),
      to: new Date(Date.now() + HOUR_MS).toISOString(),
      reason: 'a wedding',
      createdBy: 'Layla',
      createdAt: new Date(Date.now() - HOUR_MS).toISOString(),
    };
    const left = { ...gone, id: 'left', covered: { person: 'layla' }, by: 'huda' };
    await putCovers(store, [gone, left], (await readCovers(store)).revision);
    expect(await onDutyNow()).toEqual([has]);
    const page = (await sara.get('/console/duty')).text;
    expect(page).toContain('layla covers');
    expect(page).toContain('Huda covers layla');
    expect((await call('/duty')).status).toBe(200);
    for (const id of ['gone', 'left'])
      expect((await follow(`/console/duty/covers/${id}/end`, { actor: 'Omar' })).text).toContain(
        'It has ended now',
      );
    expect((await stored()).every(({ endedBy }) => endedBy === 'Omar')).toBe(true);
  });

  test('that overlaps is answered with who covers, from when to when; what was typed stays', async () => {
    await planned();
    const { status, text } = await planned({ by: 'huda', reason: 'another wedding', to: field(4 * HOUR_MS) });
    expect(status).toBe(409);
    expect(text).toMatch(/Huda covers \w+ from .* already, as Sara has recorded. End that cover first/);
    expect(text).toContain('value="another wedding"');
    expect(await stored()).toHaveLength(1);
  });

  test.each([
    [{ from: field(-2 * HOUR_MS) }, 'The beginning is in the past'],
    [{ to: field(HOUR_MS) }, 'The end has to be after the beginning.'],
    [{ to: field(40 * 24 * HOUR_MS) }, 'at most 31 days'],
    [{ from: '2026-02-31T09:00' }, 'Give the day and the time of the beginning.'],
    [{ to: 'x'.repeat(3000) }, 'Give the day and the time of the end.'],
    [{ reason: ' ' }, 'Say why'],
    [{ actor: 'bot (API)' }, 'Type your name'],
    [{ covered: 'level 2' }, 'nobody takes turns'],
    [{ covered: '__proto__' }, 'Choose who is covered.'],
  ])('is refused with %j', async (over, words) => {
    const { status, text } = await planned(over);
    expect({ isRefused: status >= 400 && status < 500, says: text.includes(words) }).toEqual({
      isRefused: true,
      says: true,
    });
    expect(await stored()).toEqual([]);
  });
});

describe('a cover that is stored', () => {
  const now = Date.now();
  const wanted: CoverRequest = {
    covered: { level: 1 },
    by: 'huda',
    from: now,
    to: now + HOUR_MS,
    reason: 'took over',
    createdBy: 'Huda',
  };
  /** The request over a client whose first write goes through `around`. */
  const requestOver = (around: (next: () => Promise<unknown>) => Promise<unknown>) => {
    let isFirst = true;
    const client = intercepted(store.client, (command, next) => {
      if (!isFirst || command.constructor.name !== 'PutItemCommand') return next();
      isFirst = false;
      return around(next);
    });
    return requestCover({ ...contextOf(stack), oncall: team, store: { ...store, client } }, wanted);
  };

  test('while somebody else stores one is decided about anew: the other is in the way', async () => {
    const other: Cover = {
      id: 'other',
      covered: { level: 1 },
      by: hasNot,
      from: new Date(now).toISOString(),
      to: new Date(now + 2 * HOUR_MS).toISOString(),
      reason: 'took over',
      createdBy: 'Omar',
      createdAt: new Date(now).toISOString(),
    };
    const outcome = await requestOver(async (next) => {
      await putCovers(store, [other], (await readCovers(store)).revision);
      return next();
    });
    expect(outcome).toMatchObject({ kind: 'refused', problem: { why: 'overlaps', cover: other } });
    expect(await stored()).toEqual([other]);
  });

  test('whose answer was lost, and which the SDK stores again, is one', async () => {
    const outcome = await requestOver(async (next) => {
      await next();
      return next();
    });
    expect(outcome.kind).toBe('new');
    expect(await stored()).toHaveLength(1);
  });
});

describe('the API', () => {
  const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const body = (over: object = {}) => ({
    covered: { person: has },
    by: 'huda',
    to: inMs(3 * HOUR_MS),
    reason: 'a wedding',
    actor: 'Sara',
    ...over,
  });

  test('tells who is on duty now and in a period, without a gap', async () => {
    const { status, json } = await call('/duty');
    const { now, shifts, from, to } = ApiDuty.parse(json);
    expect(status).toBe(200);
    expect(now).toMatchObject([
      { level: 1, people: [{ person: has, isTurn: true }] },
      { level: 2, people: [{ person: 'huda', name: 'Huda', isTurn: false }] },
    ]);
    expect(now[0]?.until).toMatch(/T09:00:00.000\+03:00$/);
    expect(now[1]?.until).toBeUndefined();
    const first = shifts.filter(({ level }) => level === 1);
    expect(first[0]?.from).toBe(from);
    expect(first.at(-1)?.to).toBe(to);
    first.slice(1).forEach((shift, index) => {
      expect(shift.from).toBe(first[index]?.to);
    });
    expect(first[1]?.people[0]?.person).toBe(hasNot);
  });

  test('of a period takes at most 92 days, and says what is wrong', async () => {
    const of = async (query: string) => {
      const { status, json } = await call(`/duty?${query}`);
      return { status, detail: status === 200 ? '' : String(Object(json).detail) };
    };
    expect(await of('from=2026-12-01T00:00:00Z&to=2027-03-03T00:00:00Z')).toEqual({
      status: 200,
      detail: '',
    });
    for (const query of [
      'from=2026-12-01T00:00:00Z&to=2027-03-03T00:00:00.001Z',
      'from=2026-12-01T00:00:00Z&to=2026-12-01T00:00:00Z',
      'from=2026-12-01',
      'from=9999-12-01T00:00:00Z',
      'days=3',
    ])
      expect({ query, ...(await of(query)) }).toMatchObject({ query, status: 400 });
  });

  test('agrees on a cover, tells it, and ends it, under the name of the token', async () => {
    const made = await call('/covers', body());
    const { outcome, message, cover } = ApiCoverResult.parse(made.json);
    expect({ status: made.status, outcome }).toEqual({ status: 200, outcome: 'done' });
    expect(message).toContain('Huda covers');
    expect(cover).toMatchObject({ state: 'current', by: 'huda', createdBy: 'shift-bot (API), says Sara' });
    expect(await onDutyNow()).toEqual(['huda']);
    const { now } = ApiDuty.parse((await call('/duty')).json);
    expect(now[0]?.people[0]).toMatchObject({
      person: 'huda',
      instead: has,
    });
    expect(ApiCovers.parse((await call('/covers')).json).items).toEqual([cover]);

    const ended = ApiCoverResult.parse((await call(`/covers/${cover.id}/end`, { actor: 'Omar' })).json);
    expect(ended).toMatchObject({
      outcome: 'done',
      cover: { state: 'past', endedBy: 'shift-bot (API), says Omar' },
    });
    const again = ApiCoverResult.parse((await call(`/covers/${cover.id}/end`, { actor: 'Omar' })).json);
    expect(again.outcome).toBe('already');
    expect((await call('/covers/none/end', { actor: 'Omar' })).status).toBe(404);
  });

  test('takes the same request twice as one', async () => {
    const wanted = body({ from: inMs(HOUR_MS) });
    const [one, two] = [await call('/covers', wanted), await call('/covers', wanted)];
    expect([ApiCoverResult.parse(one.json).outcome, ApiCoverResult.parse(two.json).outcome]).toEqual([
      'done',
      'already',
    ]);
    expect(await stored()).toHaveLength(1);
  });

  test('refuses what the team or the clock is against with 409 and the field, and what is no request with 400', async () => {
    const refused = async (over: object) => {
      const { status, json } = await call('/covers', body(over));
      return `${status} ${String(Object(json).detail).split(':')[0]}`;
    };
    expect(await refused({ by: 'nobody' })).toBe('409 by');
    expect(await refused({ covered: { level: 2 } })).toBe('409 covered');
    expect(await refused({ from: inMs(-HOUR_MS) })).toBe('409 from');
    expect(await refused({ to: inMs(-HOUR_MS) })).toBe('409 to');
    expect(await refused({ to: 'tomorrow' })).toBe('400 to');
    expect(await refused({ covered: {} })).toBe('400 covered');
    expect(await refused({ reason: '' })).toBe('400 reason');
    expect(await refused({ more: 1 })).toBe('400 more');
    await call('/covers', body());
    expect(await refused({ from: inMs(HOUR_MS), to: inMs(2 * HOUR_MS) })).toBe('409 from');
  });

  test('lets nobody agree on or end a cover who may only read', async () => {
    const reader = await apiTokenOf(stack, 'read');
    expect((await call('/covers', body(), reader)).status).toBe(403);
    expect((await call('/covers/x/end', { actor: 'x' }, reader)).status).toBe(403);
    expect((await call('/covers', undefined, reader)).status).toBe(200);
  });
});

test('home and an incident say who is on duty until when, and who then', async () => {
  const [name, next] = has === 'sara' ? ['Sara', 'Omar'] : ['Omar', 'Sara'];
  const words = new RegExp(`${name} until \\w+ \\d+ \\w+ 09:00, then ${next}; level 2: Huda`);
  expect((await sara.get('/console')).text).toMatch(words);
  const { client } = store;
  const incident = incidentOf({ endpoint: 'https://duty.example/hooks/orders', since: 12 });
  const email = { ...incident.lastSent?.email, alerted: [has, 'huda'] };
  await putAll(client, 'incidents', [{ ...incident, lastSent: { revision: 1, email, sms: email } }]);
  await putAll(client, 'timeline', [
    { ...sentEntry(incident, 12, 'opened', ['email', 'sms'], 'it fails'), people: [has, 'huda'] },
    { ...sentEntry(incident, 5, 'handover', ['email'], 'came on duty'), people: ['huda'] },
  ]);
  const page = (await sara.get(`/console/incidents/${incident.incidentId}`)).text;
  expect(page).toMatch(words);
  expect(page).toContain(`${name} by email and SMS, Huda by email`);
  expect(page).toMatch(new RegExp(`by email and SMS to level.1: ${name}, Huda by email`));
  expect(page).toMatch(/handover<\/strong> to Huda by email/);
  expect(page).toMatch(/Level 2 \(Huda\) is/);
  const { json } = await call(`/incidents/${incident.incidentId}`);
  expect(ApiIncident.parse(json)).toMatchObject({ onDuty: [has], alerted: [has, 'huda'] });
  const { items } = ApiTimeline.parse((await call(`/incidents/${incident.incidentId}/timeline`)).json);
  expect(items.map(({ people }) => people)).toEqual([['huda'], [has, 'huda']]);
});

test('so many covers as are kept, each as long as can be, fit into their item', async () => {
  const longest = '€'.repeat(200);
  const name = '€'.repeat(60);
  const covers = Array.from({ length: MOST_COVERS }, (_, index) => ({
    id: `01${String(index).padStart(24, '0')}`,
    covered: { person: 'x'.repeat(32) },
    by: 'y'.repeat(32),
    from: '2026-12-01T00:00:00.000Z',
    to: '2026-12-02T00:00:00.000Z',
    reason: longest,
    createdBy: name,
    createdAt: '2026-11-30T00:00:00.000Z',
    endedAt: '2026-11-30T00:00:00.000Z',
    endedBy: name,
  }));
  expect(await putCovers(store, covers, (await readCovers(store)).revision)).toBe(true);
  expect(await stored()).toHaveLength(MOST_COVERS);
  const big = [...covers, ...covers];
  await expect(putCovers(store, big, (await readCovers(store)).revision)).rejects.toThrow(/size/i);
});
