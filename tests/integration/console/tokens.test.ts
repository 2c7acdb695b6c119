import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listApiTokens, noteTokenUse, readApiToken } from '../../../lib/adapters/dynamodb/api-tokens.ts';
import type { Store } from '../../../lib/adapters/dynamodb/store.ts';
import { ApiActionResult, ApiTimeline, ApiTokenShape, ApiTokens } from '../../../lib/domain/api/schemas.ts';
import { readTokenText, tokenText } from '../../../lib/domain/security/api-token.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { documented, post, until } from '../flavours.ts';
import { emails, incidents, scan, startTestStack, storeOf } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { type Browser, browserAt } from './browsing.ts';

let stack: Stack;
let store: Store;
let sara: Browser;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0'; // the sweep need not leave the stream a minute's time here
  stack = await startTestStack();
  store = storeOf(stack);
  sara = browserAt(stack, '127.0.0.1');
  await sara.post(await stack.signInUrl());
});
afterAll(async () => {
  store?.client.destroy();
  await stack?.stop();
});

const make = async (name: string, fields: Record<string, string> = {}) => {
  const { status, text } = await sara.post('/console/access', {
    name,
    scope: 'act',
    days: '30',
    actor: 'Sara',
    ...fields,
  });
  const token = /few_\w+_[\w-]+/.exec(text)?.[0] ?? '';
  return { status, text, token, id: readTokenText(token)?.id ?? '' };
};
const call = (token: string, path = '/incidents', method = 'GET', body?: object) =>
  fetch(`${stack.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const mailsOf = (name: string) => emails(stack).filter(({ subject }) => subject?.includes(`"${name}"`));

describe('a token that is made under Access', () => {
  test('is shown once, works, is listed, and the team hears of it by email at once', async () => {
    const { status, text, token, id } = await make('grafana', { scope: 'read', days: '90' });
    expect(status).toBe(200);
    expect(text.split(token).length).toBeGreaterThan(1);
    expect((await call(token)).status).toBe(200);
    expect(mailsOf('grafana')).toHaveLength(1);
    expect(mailsOf('grafana')[0]?.body).toContain('Made by: Sara (a typed name)');
    await stack.sweep();
    expect(mailsOf('grafana')).toHaveLength(1);

    const page = (await sara.get('/console/access')).text;
    expect(page).toContain('grafana');
    expect(page).not.toContain(token);
    expect(page).toMatch(/last used/);
    const { items } = ApiTokens.parse(await (await call(token, '/tokens')).json());
    expect(items.find((one) => one.id === id)).toMatchObject({
      name: 'grafana',
      scope: 'read',
      createdBy: 'Sara',
    });
  });

  test('is kept as a hash alone', async () => {
    const { token } = await make('hashed');
    const secret = readTokenText(token)?.secret ?? 'none';
    const stored = JSON.stringify(await scan(stack, 'control'));
    expect(stored).not.toContain(secret);
    expect(JSON.stringify(emails(stack))).not.toContain(secret);
  });

  test('ends at once by its button, and stays listed as ended', async () => {
    const { token, id } = await make('button');
    expect((await call(token)).status).toBe(200);
    const ended = await sara.post(`/console/access/${id}/end`);
    expect(ended.text).toContain('The token button has ended.');
    expect((await call(token)).status).toBe(401);
    expect((await sara.post(`/console/access/${id}/end`)).text).toContain('had ended already');
    expect(await readApiToken(store, id)).toMatchObject({ endedBy: 'Sara' });
    expect((await sara.get('/console/access')).text).toMatch(/button.*has ended/s);
  });

  test('ends at once by the API, also by itself; who may only read ends none', async () => {
    const [{ token, id }, reader] = [await make('api-ended'), await apiTokenOf(stack, 'read')];
    expect((await call(reader, `/tokens/${id}`, 'DELETE')).status).toBe(403);
    expect((await call(token)).status).toBe(200);
    const answer = await call(token, `/tokens/${id}`, 'DELETE');
    expect(ApiTokenShape.parse(await answer.json())).toMatchObject({ id, endedBy: 'api-ended (API)' });
    expect((await call(token)).status).toBe(401);
    const other = await apiTokenOf(stack, 'act', { label: 'other' });
    const again = ApiTokenShape.parse(await (await call(other, `/tokens/${id}`, 'DELETE')).json());
    expect(again.endedBy).toBe('api-ended (API)');
    for (const none of ['x', '0'.repeat(26), 'a'.repeat(3000), '%00'])
      expect((await call(other, `/tokens/${none}`, 'DELETE')).status).toBe(404);
  });

  test('survives signing out, as its page says, and ends by who signs in next', async () => {
    const guest = browserAt(stack, '127.0.0.2');
    await guest.post(await stack.signInUrl());
    const made = await guest.post('/console/access', { name: 'survivor', scope: 'act', days: '365' });
    const token = /few_\w+_[\w-]+/.exec(made.text)?.[0] ?? '';
    expect(made.text).toContain('Signing out ends none');
    await guest.post('/console/sign-out');
    expect((await call(token)).status).toBe(200);
    expect(mailsOf('survivor')[0]?.body).toContain('Made by: somebody who typed no name');
    await sara.post(`/console/access/${readTokenText(token)?.id}/end`);
    expect((await call(token)).status).toBe(401);
  });

  test.each([
    [{ days: '0' }, 400],
    [{ days: '366' }, 400],
    [{ days: '1.5' }, 400],
    [{ name: 'Big Name' }, 400],
    [{ scope: 'own' }, 400],
    [{ actor: 'ops (API)' }, 400],
  ] as const)('is none with %j', async (fields, status) => {
    const before = (await listApiTokens(store)).length;
    expect((await make('wrong', fields)).status).toBe(status);
    expect(await listApiTokens(store)).toHaveLength(before);
  });
});

test('of the secret of another token, of half of one, and of one too old nothing works', async () => {
  const [one, other] = [await make('one'), await make('two')];
  const mixed = tokenText({ id: one.id, scope: 'act' }, readTokenText(other.token)?.secret ?? '');
  const cases = [mixed, one.token.slice(0, -1), `${one.token}A`, await apiTokenOf(stack, 'act', { ms: -1 })];
  for (const token of cases)
    expect({ token, status: (await call(token)).status }).toEqual({ token, status: 401 });
  expect((await call(one.token.replace('_act_', '_read_'), '/test-alerts', 'POST')).status).toBe(400); // the item says what it may
});

test('what a program does stands under the name of its token, whatever it says of itself', async () => {
  const { token } = await make('deploy-bot');
  await post(stack.webhookUrl, documented('/hooks/named'));
  const open = async () =>
    (await incidents(stack)).find(({ endpoint }) => endpoint?.endsWith('/hooks/named'))?.incidentId;
  await until('an incident is there', async () => (await open()) !== undefined);
  const path = `/incidents/${await open()}`;
  const send = async (body: object) => call(token, `${path}/actions`, 'POST', body);
  const message = ApiActionResult.parse(await (await send({ kind: 'acknowledge', actor: 'Sara' })).json());
  expect(message.incident?.acknowledgedBy).toBe('deploy-bot (API), says Sara');
  await send({ kind: 'note', actor: 'deploy-bot', text: 'rolled back' });
  expect((await send({ kind: 'resolve', actor: 'Sara (API)' })).status).toBe(400);
  const { items } = ApiTimeline.parse(await (await call(token, `${path}/timeline`)).json());
  const recentActions = items
    .filter(({ actor }) => actor !== undefined)
    .map(({ kind, actor }) => `${kind} by ${actor}`);
  expect(recentActions.toSorted()).toEqual([
    'acknowledged by deploy-bot (API), says Sara',
    'note by deploy-bot (API)',
  ]);

  const page = `/console/incidents/${await open()}`;
  expect((await sara.get(page)).text).toContain('deploy-bot (API), says Sara');
  const posed = await sara.post(`${page}/act`, { kind: 'note', actor: 'deploy-bot (API)', text: 'me' });
  expect(posed.status).toBe(400);
  expect((await sara.post('/console/test-alert', { actor: 'x ( api )' })).status).toBe(400);
});

describe('the mail about a new token', () => {
  test('that could not be sent is sent by the sweep, once, also where the token has ended by then', async () => {
    stack.sns.faults.set({ mode: 'fail' });
    const { status, token, id } = await make('late');
    expect(status).toBe(200);
    expect(mailsOf('late')).toHaveLength(0);
    expect((await call(token)).status).toBe(200);
    await sara.post(`/console/access/${id}/end`);
    stack.sns.faults.set({ mode: 'none' });
    await Promise.all([stack.sweep(), stack.sweep()]);
    await stack.sweep();
    expect(mailsOf('late')).toHaveLength(1);
    expect(mailsOf('late')[0]?.body).toMatch(/\nEnded: .+\n\nIt cannot be used any more\./);
  });

  test('goes out after the alerts that are due in the same sweep', async () => {
    stack.sns.faults.set({ mode: 'fail' });
    await make('waits');
    await post(stack.webhookUrl, documented('/orders/token'));
    await until('it is grouped', async () =>
      (await incidents(stack)).some(({ endpoint }) => endpoint?.endsWith('/orders/token')),
    );
    await stack.pump.pause(); // what the stream tried has failed by then
    stack.sns.faults.set({ mode: 'none' });
    await stack.sweep();
    stack.pump.resume();
    const order = emails(stack).toReversed();
    const alert = order.findIndex(({ body }) => body.includes('/orders/token'));
    const token = order.findIndex(({ subject }) => subject?.includes('"waits"'));
    expect(alert).toBeGreaterThanOrEqual(0);
    expect(token).toBeGreaterThan(alert);
  });
});

test('the last use is written once an hour, and never makes an ended or unknown token anew', async () => {
  const { token, id } = await make('used');
  await call(token);
  const first = (await readApiToken(store, id))?.lastUsedAt;
  expect(first).toBeDefined();
  await call(token);
  expect((await readApiToken(store, id))?.lastUsedAt).toBe(first);
  const later = new Date(Date.now() + 3_600_001);
  await noteTokenUse(store, id, new Date(later.getTime() - 3_600_000), later);
  expect((await readApiToken(store, id))?.lastUsedAt).toBe(later.toISOString());
  await noteTokenUse(store, '0'.repeat(26), later, later);
  const names = (await scan(stack, 'control')).map(({ name }) => name);
  expect(names.filter((name) => String(name).endsWith('0'.repeat(26)))).toEqual([]);
});

test('fifty can be used at a time, so that somebody can look after them', async () => {
  const live = (await listApiTokens(store)).filter(
    ({ endedAt, until }) => !endedAt && Date.parse(until) > Date.now(),
  );
  for (let made = live.length; made < 50; made++) await apiTokenOf(stack, 'read', { label: `many-${made}` });
  const { status, text } = await make('one-too-many');
  expect({ status, says: text.includes('There are 50 tokens') }).toEqual({ status: 409, says: true });
});
