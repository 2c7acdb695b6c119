import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { oncallAtRuntime, readOncall } from '../../../lib/adapters/config/oncall-file.ts';
import { listApiTokens } from '../../../lib/adapters/dynamodb/api-tokens.ts';
import { putCovers, readCovers } from '../../../lib/adapters/dynamodb/covers.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { ApiTokens } from '../../../lib/domain/api/schemas.ts';
import { onDutyAt } from '../../../lib/domain/oncall/duty.ts';
import { readTokenText } from '../../../lib/domain/security/api-token.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { emails, startTestStack, storeOf } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { type Browser, browserAt } from './browsing.ts';
import { teamFile } from './team.ts';

const DAY_MS = 86_400_000;
const file = teamFile();
const team = oncallAtRuntime(readOncall(file));

let stack: Stack;
let store: Store;
let sara: Browser;
beforeAll(async () => {
  stack = await startTestStack({ stream: false, oncallFile: file });
  store = storeOf(stack);
  sara = browserAt(stack, '127.0.0.1');
  await sara.post(await stack.signInUrl());
});
afterAll(async () => {
  store?.client.destroy();
  await stack?.stop();
});

const make = async (form: Record<string, string> = {}) => {
  const { status, text } = await sara.post('/console/access/calendars', {
    calendar: 'phone',
    person: '',
    actor: 'Sara',
    ...form,
  });
  const address = /https?:[^<\s]+\.ics/.exec(text)?.[0] ?? '';
  const token = /few_calendar_[\w-]+/.exec(address)?.[0] ?? '';
  return { status, text, address, token, id: readTokenText(token)?.id ?? '' };
};

type Entry = { uid: string; from: number; to: number; summary: string; description: string };
const read = async (address: string, headers: Record<string, string> = {}) => {
  const response = await fetch(address, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
};
const entriesIn = (text: string): Entry[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid,
      from: event.startDate.toJSDate().getTime(),
      to: event.endDate.toJSDate().getTime(),
      summary: event.summary,
      description: event.description,
    };
  });

describe('a calendar of everybody’s turns', () => {
  test('is read by another library: who it says is on duty is, from four weeks back to eight ahead', async () => {
    const { address } = await make();
    const { status, headers, text } = await read(address);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(text.split(/\r\n/).every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const entries = entriesIn(text);
    const now = Date.now();
    for (let at = now - 27 * DAY_MS; at < now + 55 * DAY_MS; at += DAY_MS / 3) {
      const names = entries.filter(({ from, to }) => from <= at && at < to).map(({ summary }) => summary);
      const [turn] = onDutyAt(team, 1, at);
      expect(names).toEqual([`On duty: ${turn?.person === 'sara' ? 'Sara' : 'Omar'}, level 1`]);
    }
    expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
  });

  test('has a cover with its reason; whoever is always on duty stands in it only as far as they are covered', async () => {
    const from = new Date(Date.now() + 2 * DAY_MS).toISOString();
    const to = new Date(Date.now() + 20 * DAY_MS).toISOString();
    const { address } = await make();
    const before = entriesIn((await read(address)).text);
    await putCovers(
      store,
      [
        {
          id: 'a',
          covered: { person: 'huda' },
          by: 'omar',
          from,
          to,
          reason: 'زفاف; أخي,\nجدة',
          createdBy: 'Sara',
          createdAt: new Date().toISOString(),
        },
      ],
      (await readCovers(store)).revision,
    );
    const after = entriesIn((await read(address)).text);
    const added = after.filter(({ uid }) => !before.some((one) => one.uid === uid));
    expect(added).toMatchObject([
      {
        summary: 'On duty: Omar instead of Huda, level 2',
        from: Math.floor(Date.parse(from) / 1000) * 1000,
        to: Math.floor(Date.parse(to) / 1000) * 1000,
      },
    ]);
    expect(added[0]?.description).toContain('زفاف; أخي,');
    expect(added[0]?.description).toContain('/console/duty');
    await putCovers(store, [], (await readCovers(store)).revision);
  });

  test('is not sent again while nothing has changed', async () => {
    const { address, id } = await make();
    const first = await read(address);
    const made = (await listApiTokens(store)).find((token) => token.id === id)?.createdAt ?? '';
    const stamps = new Set([...first.text.matchAll(/DTSTAMP:(\w+)/g)].map(([, stamp]) => stamp));
    expect([...stamps]).toEqual([made.replaceAll(/[:-]|\.\d+/g, '')]);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).not.toBe('');
    expect((await read(address, { 'if-none-match': tag })).status).toBe(304);
    expect((await read(address)).text).toBe(first.text);
  });
});

test('a calendar of one person has their turns alone', async () => {
  const { address } = await make({ person: 'sara' });
  const entries = entriesIn((await read(address)).text);
  expect(entries.length).toBeGreaterThan(3);
  for (const { from, to, summary } of entries) {
    expect(summary).toBe('On duty, level 1');
    expect(onDutyAt(team, 1, (from + to) / 2)).toMatchObject([{ person: 'sara' }]);
  }
});

describe('the token in its address', () => {
  test('opens nothing else, and another token opens no calendar', async () => {
    const { token } = await make();
    const call = (path: string, method = 'GET') =>
      fetch(`${stack.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    for (const path of ['/incidents', '/duty', '/covers', '/tokens'])
      expect((await call(path)).status).toBe(401);
    expect((await call('/covers', 'POST')).status).toBe(401);
    const reader = await apiTokenOf(stack, 'read');
    expect((await read(`${stack.url}/api/v1/calendar/${reader}.ics`)).status).toBe(404);
    expect(
      (await read(`${stack.url}/api/v1/calendar/${reader.replace('_read_', '_calendar_')}.ics`)).status,
    ).toBe(404);
  });

  test('is listed, ended by its button, and then answers as one that never was', async () => {
    const { address, id, token } = await make({ person: 'omar', calendar: 'omars-phone' });
    const page = (await sara.get('/console/access')).text;
    expect(page).toMatch(/omars-phone.*is a calendar of the turns of Omar/s);
    expect(page).not.toContain(token);
    const act = await apiTokenOf(stack, 'act');
    const { items } = ApiTokens.parse(
      await (
        await fetch(`${stack.url}/api/v1/tokens`, { headers: { authorization: `Bearer ${act}` } })
      ).json(),
    );
    expect(items.find((one) => one.id === id)).toMatchObject({ scope: 'calendar', person: 'omar' });
    expect((await read(address)).status).toBe(200);
    await sara.post(`/console/access/${id}/end`);
    const ended = await read(address);
    const unknown = await read(`${address.slice(0, -10)}AAAAAA.ics`);
    expect([ended.status, unknown.status]).toEqual([404, 404]);
    expect(ended.text).toBe(unknown.text);
    for (const other of ['x.ics', `${token}`, '.ics', 'few_calendar_.ics', '%00.ics'])
      expect((await read(`${stack.url}/api/v1/calendar/${other}`)).status).toBe(404);
  });

  test('wakes nobody by a mail, and is no token of a program', async () => {
    const { id } = await make({ calendar: 'no-mail' });
    await stack.sweep();
    expect(emails(stack).filter(({ body }) => body.includes('no-mail'))).toEqual([]);
    expect((await sara.post('/console/access', { name: 'x', scope: 'calendar', days: '3' })).status).toBe(
      400,
    );
    const token = (await listApiTokens(store)).find((one) => one.id === id);
    expect(token?.lastUsedAt).toBeUndefined();
  });

  test.each([
    [{ calendar: 'Big Name' }, 'For what'],
    [{ person: 'nobody' }, 'Choose whose turns'],
    [{ person: 'constructor' }, 'Choose whose turns'],
    [{ actor: 'x (API)' }, 'Your name'],
  ])('is not made with %j', async (form, words) => {
    const before = (await listApiTokens(store)).length;
    const { status, text } = await make(form);
    expect({ status, says: text.includes(words) }).toEqual({ status: 400, says: true });
    expect(await listApiTokens(store)).toHaveLength(before);
  });
});
