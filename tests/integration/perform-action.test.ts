import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { readMonitors } from '../../lib/adapters/dynamodb/monitors.ts';
import { readSilences } from '../../lib/adapters/dynamodb/silences.ts';
import { toItem } from '../../lib/adapters/dynamodb/store.ts';
import { readTimeline } from '../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { Action } from '../../lib/domain/incidents/action.ts';
import { TEST_ALERT_ENDPOINT } from '../../lib/domain/incidents/test-alert.ts';
import { isRecordedAction } from '../../lib/domain/incidents/timeline.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import { endTestAlert, testAlertKey, testAlertProgress } from '../../lib/use-cases/incidents/test-alert.ts';
import type { StoreContext } from '../../lib/use-cases/runtime/run-context.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, idOf, post, until } from './flavours.ts';
import { contextOf, emails, incidentOf, oncallFileOf, smses, startTestStack } from './stack.ts';

const ONCALL = `levels:
  - subscribers: [{ email: sara@shop.test }, { sms: "+966511111111" }]
  - afterMinutes: 15
    subscribers: [{ email: omar@shop.test }]
`;

let stack: Stack;
let run: StoreContext;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack({ oncallFile: oncallFileOf(ONCALL) });
  run = contextOf(stack);
});
afterAll(async () => {
  run?.store.client.destroy();
  await stack?.stop();
});

beforeEach(async () => {
  // Five SMS at once would not do for all these tests.
  const Key = toItem({ name: 'sms' });
  await run.store.client.send(new DeleteItemCommand({ TableName: run.store.tables.control, Key }));
});

const fail = async (path = `/hooks/orders/${ulid().toLowerCase()}`): Promise<string> => {
  await post(stack.webhookUrl, documented(path));
  const id = idOf(path);
  await until('it is told', async () => (await incidentOf(stack, id))?.lastSent?.sms !== undefined);
  return id;
};
const does = (id: string, action: Record<string, unknown>, actor = 'Sara') =>
  performAction(run, id, Action.parse(action), actor);
const kindsOf = (deliveries: ReturnType<typeof emails>, id: string) =>
  deliveries
    .filter(({ body }) => body.includes(id))
    .map(({ attributes }) => attributes['kind'])
    .reverse();

test('an acknowledgement is told to the others by email and not by SMS, once, and a second does nothing', async () => {
  const id = await fail();
  expect(await does(id, { kind: 'acknowledge' })).toMatchObject({
    outcome: 'done',
    incident: { state: 'acknowledged', acknowledgedBy: 'Sara' },
  });
  expect((await does(id, { kind: 'acknowledge' }, 'Omar')).outcome).toBe('already');
  await stack.sweep();
  await stack.sweep();
  expect(kindsOf(emails(stack), id)).toEqual(['opened', 'acknowledged']);
  expect(kindsOf(smses(stack), id)).toEqual(['opened']);
  expect(emails(stack).find(({ body }) => body.includes(id))?.body).toMatch(
    /^\d\d:\d\d Sara acknowledged it/m,
  );
});

test('every action is a line of the time-line, with who and when, beside what was told; page by page', async () => {
  const id = await fail();
  await does(id, { kind: 'note', text: 'vendor called' });
  await does(id, { kind: 'silence', until: '1h', reason: 'vendor is on it' }, 'Omar');
  await does(id, { kind: 'unsilence' });
  await does(id, { kind: 'resolve' }, 'Omar');
  await stack.sweep();
  const all = [];
  let next: string | undefined;
  do {
    const page = await readTimeline(run.store, id, { limit: 2, after: next });
    expect(page.entries.length).toBeLessThanOrEqual(2);
    all.push(...page.entries);
    next = page.next;
  } while (next);
  expect(
    all.map((entry) =>
      isRecordedAction(entry) ? [entry.kind, entry.actor, entry.reason] : [entry.kind, entry.channels],
    ),
  ).toEqual([
    ['opened', ['email', 'sms']],
    ['note', 'Sara', 'vendor called'],
    ['silenced', 'Omar', 'vendor is on it'],
    ['unsilenced', 'Sara', undefined],
    ['resolved', 'Omar', undefined],
    ['resolved', ['email', 'sms']],
  ]);
  const { entries } = await readTimeline(run.store, id, { limit: 1, newestFirst: true });
  expect(entries).toMatchObject([{ kind: 'resolved' }]);
});

test('a silence stands apart from what probes write, keeps the next outage quiet too, and the end is told by email', async () => {
  const path = `/hooks/orders/${ulid().toLowerCase()}`;
  const id = await fail(path);
  const key = id.replace(/-1$/, '');
  await does(id, { kind: 'silence', until: '4h', reason: 'planned' });
  expect([...(await readSilences(run.store, [key, key, 'nobody'])).keys()]).toEqual([key]);
  await does(id, { kind: 'resolve' });
  await stack.sweep();
  expect(kindsOf(emails(stack), id)).toEqual(['opened', 'resolved']);
  expect(kindsOf(smses(stack), id)).toEqual(['opened']);

  await post(stack.webhookUrl, documented(path));
  await until('the next outage is grouped', async () => (await incidentOf(stack, `${key}-2`)) !== undefined);
  await does(`${key}-2`, { kind: 'resolve' });
  await stack.sweep();
  expect(kindsOf(emails(stack), `${key}-2`)).toEqual([]);
  expect((await incidentOf(stack, `${key}-2`))?.listName).not.toBe('open');
});

test('a silence of another form hides nothing, and gives way to a new one', async () => {
  const id = await fail();
  const key = id.replace(/-1$/, '');
  const odd = toItem({ endpointKey: key, item: 'silence', until: 7 });
  await run.store.client.send(new PutItemCommand({ TableName: run.store.tables.endpoints, Item: odd }));
  expect((await readSilences(run.store, [key])).size).toBe(0);
  expect((await does(id, { kind: 'silence', until: '1h', reason: 'known' })).outcome).toBe('done');
  expect((await readSilences(run.store, [key])).get(key)).toMatchObject({ actor: 'Sara' });
});

test('of many who press one button at once one acts, and the others hear it', async () => {
  const id = await fail();
  const names = ['Sara', 'Omar', 'Huda', 'Ali', 'Noura'];
  const outcomes = await Promise.all(names.map((actor) => does(id, { kind: 'acknowledge' }, actor)));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
    ...names.slice(1).map(() => 'already'),
    'done',
  ]);
  const { entries } = await readTimeline(run.store, id, { limit: 50 });
  expect(entries.filter(isRecordedAction)).toHaveLength(1);
});

test('what is over, or never was, is said so', async () => {
  const id = await fail();
  await does(id, { kind: 'resolve' });
  const before = await incidentOf(stack, id);
  expect((await does(id, { kind: 'acknowledge' })).outcome).toBe('over');
  expect((await does(id, { kind: 'silence', until: '1h', reason: 'x' })).outcome).toBe('over');
  expect((await does(id, { kind: 'resolve' })).outcome).toBe('already');
  expect(await incidentOf(stack, id)).toEqual(before);
  expect((await does(`${id}0`, { kind: 'acknowledge' })).outcome).toBe('unknown');
  expect((await does('nonsense', { kind: 'resolve' })).outcome).toBe('unknown');
});

test('an email has links, an SMS has none', async () => {
  const id = await fail();
  const [email] = emails(stack).filter(({ body }) => body.includes(id));
  expect(email?.body).toContain(`${stack.url}/act/${id}/acknowledge?e=`);
  expect(smses(stack).filter(({ body }) => /https?:|\.example/.test(body))).toEqual([]);
});

test('a test alert comes to every level at once, marked, and is closed without another word', async () => {
  const response = await post(stack.webhookUrlOf('test-alert'), { code: 0, endpoint: TEST_ALERT_ENDPOINT });
  const { id } = JSON.parse(await response.text());
  const key = testAlertKey(id);
  await until('it is told', async () => (await testAlertProgress(run, key))?.lastSent.sms !== undefined);
  const { incidentId = '', lastSent } = (await testAlertProgress(run, key)) ?? {};
  expect(lastSent).toMatchObject({ email: { level: 2 }, sms: { level: 2 } });
  const tests = stack.sns.deliveries().filter(({ attributes }) => attributes['kind'] === 'test');
  expect(tests.map(({ to }) => to).sort()).toEqual(['+966511111111', 'omar@shop.test', 'sara@shop.test']);
  for (const { body } of tests) expect(body).toContain('TEST');
  await endTestAlert(run, 'a test');
  await stack.sweep();
  expect(await incidentOf(stack, incidentId)).toMatchObject({ state: 'resolved', lastSent: { revision: 1 } });
  expect((await incidentOf(stack, incidentId))?.listName).not.toBe('open');
  const testAlert = endpointKey(TEST_ALERT_ENDPOINT);
  expect(await readMonitors(run.store, [testAlert], () => undefined)).toEqual([]); // else check would find it failing
});
