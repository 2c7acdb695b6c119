import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { type Store, toItem } from '../../../lib/adapters/dynamodb/store.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { emails, scan, smses, startTestStack, storeOf } from '../stack.ts';

/*
 * What a version before or after this one may have left in the tables: a deploy that was rolled back, or one that is
 * under way. Nothing may stop the sweep, hide what stands beside it, or lose what it does not know.
 */
let stack: Stack;
let store: Store;
beforeAll(async () => {
  process.env['PENDING_AGE_S'] = '0';
  stack = await startTestStack({ stream: false });
  store = storeOf(stack);
});
afterAll(async () => {
  store?.client.destroy();
  await stack?.stop();
});

let endpoint = '';
let source = 'main';
const freshEndpoint = (): string => `https://api.shop.example/hooks/${ulid().toLowerCase()}`;
beforeEach(() => {
  endpoint = freshEndpoint();
  source = ulid().toLowerCase();
});

const put = (table: keyof Store['tables'], item: Record<string, unknown>) =>
  store.client.send(new PutItemCommand({ TableName: store.tables[table], Item: toItem(item) }));
const notification = (fields: Record<string, unknown> = {}) => ({
  endpointKey: endpointKey(endpoint),
  id: ulid(),
  source,
  receivedAt: new Date().toISOString(),
  pending: 0,
  endpoint,
  code: 503,
  ...fields,
});
const incident = (fields: Record<string, unknown> = {}) => ({
  endpointKey: endpointKey(endpoint),
  number: 1,
  incidentId: `${endpointKey(endpoint)}-1`,
  endpoint,
  state: 'open',
  count: 1,
  openedAt: new Date().toISOString(),
  lastAt: new Date().toISOString(),
  cause: 'unavailable',
  codes: { 503: 1 },
  sources: { main: 1 },
  sample: { at: new Date().toISOString(), code: 503 },
  version: 1,
  listName: 'open',
  ...fields,
});
const stored = async (table: 'notifications' | 'incidents') =>
  (await scan(stack, table)).filter((item) => item['endpoint'] === endpoint || item['source'] === source);
const sweep = () => stack.sweep();
const sentOf = (id: string) => emails(stack).filter(({ body }) => body.includes(id));

describe('a notification', () => {
  test('with fields that this version does not know is counted, and keeps them', async () => {
    await put('notifications', notification({ region: 'eu', attempts: [1, 2], nested: { a: { b: true } } }));
    await sweep();
    expect(await stored('notifications')).toMatchObject([
      {
        incidentId: `${endpointKey(endpoint)}-1`,
        region: 'eu',
        attempts: [1, 2],
        nested: { a: { b: true } },
      },
    ]);
    expect(await stored('incidents')).toMatchObject([{ count: 1 }]);
  });

  describe('of another form', () => {
    const ODD = [
      ['a code that is text', { code: 'five hundred' }],
      ['no endpoint', { endpoint: undefined }],
      ['no time', { receivedAt: undefined }],
      ['a source that is no name', { source: 'NOT A NAME' }],
      ['a problem that is no text', { problem: 7 }],
      ['a binary field', { raw: new Uint8Array([1, 2, 3]) }],
    ] as const;
    const cases = ODD.map(([name, odd]) => ({ name, odd, id: ulid(), at: freshEndpoint() }));
    // One sweep for all, since it pauses after each of its alerts.
    beforeAll(async () => {
      for (const { odd, id, at } of cases) {
        const beside = { endpoint: at, endpointKey: endpointKey(at) };
        await put('notifications', notification({ ...beside, ...odd, id }));
        await put('notifications', notification({ ...beside, source: 'good' }));
      }
      await sweep();
    });

    test.each(cases)(
      'with $name is counted and told by the sweep alone, with the reason, beside a good one',
      async ({ id, at }) => {
        const grouped = (await scan(stack, 'notifications')).find((item) => item['id'] === id);
        expect(grouped).toMatchObject({
          incidentId: expect.stringMatching(/^source:/),
          problem: expect.anything(),
        });
        expect(grouped).not.toHaveProperty('pending');
        expect(sentOf(String(grouped?.['incidentId'])).length).toBeGreaterThan(0);
        const all = await scan(stack, 'incidents');
        expect(all.find((one) => one['endpoint'] === at)).toMatchObject({ count: 1 });
      },
    );
  });

  test('that waits in a shard this version does not have is read as what it is', async () => {
    await put('notifications', notification({ pending: 0 }));
    await sweep();
    await put('notifications', notification({ pending: 7 }));
    await store.client.send(
      new UpdateItemCommand({
        TableName: store.tables.incidents,
        Key: toItem({ endpointKey: endpointKey(endpoint), number: 1 }),
        UpdateExpression: 'SET #new = :new',
        ExpressionAttributeNames: { '#new': 'new' },
        ExpressionAttributeValues: { ':new': { S: 'x' } },
      }),
    );
    expect(await stored('incidents')).toMatchObject([{ count: 1, new: 'x' }]);
  });
});

describe('an incident', () => {
  test('with fields that this version does not know keeps them when it is counted, told and closed', async () => {
    await put('incidents', incident({ verdict: { dns: 'ok' }, acknowledgedBy: 'Sara' }));
    await put('notifications', notification());
    await sweep();
    expect(await stored('incidents')).toMatchObject([
      { count: 2, verdict: { dns: 'ok' }, acknowledgedBy: 'Sara', lastSent: { revision: 1 } },
    ]);
  });

  test('keeps what is known of channels that this version does not have', async () => {
    const lastSent = {
      at: new Date(Date.now() - 10 * 60_000).toISOString(),
      kind: 'opened',
      state: 'open',
      count: 1,
      cause: 'unavailable',
      growthIntervalMinutes: 5,
    };
    await put(
      'incidents',
      incident({
        lastSent: { revision: 1, email: { ...lastSent, level: 2 }, sms: lastSent, chat: lastSent },
      }),
    );
    await put('notifications', notification());
    await sweep();
    expect(await stored('incidents')).toMatchObject([
      { lastSent: { revision: 2, chat: lastSent, sms: lastSent } },
    ]);
  });

  describe('of another form', () => {
    const ODD: [string, Record<string, unknown> & { lastSent?: { email: object } }][] = [
      ['a cause of a later version', { cause: 'quantum' }],
      ['a state of a later version', { state: 'acknowledged' }],
      ['a kind of alert of a later version', { lastSent: { email: { kind: 'escalated' } } }],
      ['no counts by code and source', { codes: undefined, sources: undefined }],
      ['a resolution of a later version', { resolution: 'probes' }],
    ];
    const cases = ODD.map(([name, odd]) => ({ name, odd, at: freshEndpoint(), beside: freshEndpoint() }));
    beforeAll(async () => {
      const sentBefore = {
        at: new Date(Date.now() - 3 * 3_600_000).toISOString(),
        kind: 'opened',
        state: 'open',
        count: 1,
        cause: 'unavailable',
        growthIntervalMinutes: 5,
      };
      for (const { odd, at, beside } of cases) {
        const it = { endpoint: at, endpointKey: endpointKey(at) };
        const lastSent = odd.lastSent && { revision: 1, email: { ...sentBefore, ...odd.lastSent.email } };
        const incidentId = `${it.endpointKey}-1`;
        await put('incidents', incident({ ...it, incidentId, ...odd, ...(lastSent && { lastSent }) }));
        await put('notifications', notification(it));
        await put('notifications', notification({ endpoint: beside, endpointKey: endpointKey(beside) }));
      }
      await sweep();
    });

    test.each(cases)('with $name is counted and told, and hides no other', async ({ at, beside }) => {
      expect(sentOf(`${endpointKey(beside)}-1`)).toHaveLength(1);
      const all = await scan(stack, 'incidents');
      expect(all.find((one) => one['endpoint'] === at)).toMatchObject({ count: 2 });
      expect(sentOf(`${endpointKey(at)}-1`)).toHaveLength(1);
      const waiting = (await scan(stack, 'notifications')).filter((item) => !item['incidentId']);
      expect(waiting.filter((item) => item['endpoint'] === at)).toEqual([]);
    });
  });
});

describe('a control item', () => {
  test.each([
    ['a bucket larger than this version has', { name: 'sms', tokens: 50, at: new Date().toISOString() }],
    ['a bucket in another form', { name: 'sms', level: 3 }],
    [
      'a lease with another kind of time',
      { name: 'publisher', until: '2026-01-01', lastPublishAt: 1_700_000_000 },
    ],
    [
      'a lease with fields of a later version',
      { name: 'publisher', until: '2026-01-01T00:00:00.000Z', region: 'eu' },
    ],
  ])('%s keeps nobody from being told', async (_name, item) => {
    await put('control', { name: 'sms', tokens: 5, at: new Date().toISOString() });
    await put('control', item);
    await put('notifications', notification());
    await sweep();
    expect(sentOf(`${endpointKey(endpoint)}-1`)).toHaveLength(1);
    expect(smses(stack).filter(({ body }) => body.includes(endpointKey(endpoint)))).toHaveLength(1);
  });
});
