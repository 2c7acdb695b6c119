import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { windowsIn } from '../../examples/recovery/window.ts';
import { readTimeline } from '../../lib/adapters/dynamodb/timeline.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import { performAction } from '../../lib/use-cases/incidents/perform-action.ts';
import { labProbes } from '../../local/broken-servers/probe-settings.ts';
import { type Listening, listen } from '../../local/gateway/http-server.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { consolePlaces } from '../robustness/console-places.ts';
import { post, until } from './flavours.ts';
import { contextOf, emails, incidents, oncallFileOf, scan, startTestStack, storeOf } from './stack.ts';

/** WooCommerce and its kin tell their webhooks apart by the query alone. */
const SECRETS = [
  'wc_order_Zq7secret',
  'wc_loyal_Zq7secret',
  'wc_muted_Zq7secret',
  'wc_named_Zq7secret',
] as const;
const [orders, loyalty, muted, named] = SECRETS;

let server: Listening;
let stack: Stack;
const asked: string[] = [];
const urlOf = (value: string): string => `${server.url}/?wc-api=${value}`;

beforeAll(async () => {
  server = await listen((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    response.writeHead(302, { location: `/elsewhere${request.url}` }).end();
  }, 0);
  const oncallFile = oncallFileOf(`
timeZone: UTC
levels:
  - subscribers:
      - email: oncall@shop.example
      - sms: '+966500000000'
      - sqs: arn:aws:sqs:us-east-1:123456789012:recovery
      - lambda: arn:aws:lambda:us-east-1:123456789012:function:recovery
endpoints:
  - url: '${urlOf(named)}'
    name: Menu of Riyadh
    expectedStatus: 302
maintenance:
  - reason: rebuilt
    every: day
    from: '00:00'
    to: '23:59'
    urls: ['${urlOf(muted)}']
`);
  stack = await startTestStack({ oncallFile, probes: { ...labProbes, isNetworkAssumed: true } });
});
afterAll(async () => {
  await stack?.stop();
  await server?.close();
});

test('endpoints that differ in the query alone are incidents of their own, each probed at its own page', async () => {
  for (const value of [orders, loyalty, muted]) {
    const endpoint = `${urlOf(value)}#part`;
    expect(
      (await post(stack.webhookUrl, { code: 503, endpoint, message: `${endpoint} failed` })).status,
    ).toBe(200);
  }
  await until('two emails', () => emails(stack).length >= 2);
  const keys = (await incidents(stack)).map((one) => one.endpointKey).sort();
  expect(keys).toEqual([orders, loyalty, muted].map((value) => endpointKey(urlOf(value))).sort());
  expect(asked).toContain(`/?wc-api=${orders}`);
  expect(asked).toContain(`/?wc-api=${loyalty}`);
});

test('maintenance of one mutes neither the others nor the host', async () => {
  const alerted = (await incidents(stack))
    .filter(({ lastSent }) => lastSent?.email)
    .map(({ endpointKey: key }) => key);
  expect(alerted.sort()).toEqual([orders, loyalty].map((value) => endpointKey(urlOf(value))).sort());
});

test('the email names the parameter, the key that tells one from the other, and what to put into commands', async () => {
  const key = endpointKey(urlOf(orders));
  const body =
    emails(stack)
      .find((one) => one.body.includes(key))
      ?.body.replaceAll(/\s+/g, ' ') ?? '';
  expect(body).toContain(`/?wc-api=*** (key ${key})`);
  expect(body).toContain('put what is hidden in the place of each ***:');
  expect(body).toContain(`'${server.url}/?wc-api=***'`);
});

test('each check asks for the whole query, of those that are named by oncall.yml too', async () => {
  asked.length = 0;
  await stack.check();
  expect([...new Set(asked)].sort()).toEqual(SECRETS.map((value) => `/?wc-api=${value}`).sort());
});

test('one that ends in maintenance: its window is at queue and function, and no person hears of it', async () => {
  const key = endpointKey(urlOf(muted));
  const [incident] = (await incidents(stack)).filter(({ endpointKey: of }) => of === key);
  const id = incident?.incidentId ?? '';
  expect(await performAction(contextOf(stack), id, { kind: 'resolve' }, 'Noura')).toMatchObject({
    incident: { state: 'resolved' },
  });
  await stack.sweep();
  const about = stack.sns.deliveries().filter(({ body }) => body.includes(id));
  expect(about.map(({ protocol }) => protocol).sort()).toEqual(['lambda', 'sqs']);
  for (const { body } of about)
    expect(windowsIn(body)).toEqual([
      {
        dedupKey: id,
        family: 'other',
        from: new Date(Date.parse(incident?.openedAt ?? '') - 2 * 60_000).toISOString(),
        to: incident?.lastAt,
        isEndProven: false,
        atLeast: 1,
      },
    ]);
  const { entries } = await readTimeline(storeOf(stack), id, { limit: 10 });
  expect(entries.flatMap((entry) => ('channels' in entry ? [entry.channels] : []))).toEqual([['machines']]);
});

test('and its values are shown to nobody', async () => {
  await stack.sweep();
  const places: Record<string, string> = {
    ...(await consolePlaces(stack)),
    messages: JSON.stringify(stack.sns.publishes),
    incidents: JSON.stringify(await scan(stack, 'incidents')),
    alerts: JSON.stringify(await scan(stack, 'timeline')),
  };
  const shown = Object.entries(places).flatMap(([place, text]) =>
    SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
  );
  expect(shown).toEqual([]);
  expect(places['page /console/endpoints']).toContain('Menu of Riyadh');
  expect(places['page /console/endpoints']).toContain(`(key ${endpointKey(urlOf(loyalty))})`);
});
