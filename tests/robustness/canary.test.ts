import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stack, startStack } from '../../local/stack/stack.ts';
import { post, until } from '../integration/flavours.ts';
import { incidents, scan } from '../integration/stack.ts';
import { temporaryFolder } from '../temporary.ts';
import { consolePlaces } from './console-places.ts';
import { captureOutput } from './output.ts';
import { exchange, head } from './raw-http.ts';
import { pendingItem, putItem } from './records.ts';

/** A secret that must be hidden, and one that is only the sender's own text: kept, but never spoken. */
const HIDDEN = {
  user: 'CanaryUser',
  password: 'CanaryPass',
  query: 'CanaryQuery',
  bare: 'CanaryBare',
  fragment: 'CanaryHash',
};
const UNSPOKEN = { unknown: 'CanaryField', raw: 'CanaryRaw' };

let stack: Stack;
let token: string;
const output = captureOutput();
const message: string[] = [];
const responses: string[] = [];
const dataDir = temporaryFolder('canary');

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'DEBUG';
  process.env['METRICS'] = 'on';
  stack = await startStack({
    port: 0,
    dataDir,
    dynamodbEndpoint: process.env['DYNAMODB_ENDPOINT'],
    stream: true,
    sweepS: 3600,
    oncallFile: join(__dirname, '../../oncall.yml'),
    environment: {},
    log: (line) => void message.push(line),
  });
  token = stack.webhookUrl.split('/').at(-1) ?? '';
});
afterAll(async () => {
  output.stop();
  await stack?.stop();
});

const { user, password, query, bare, fragment } = HIDDEN;
const secretUrl = (path: string) =>
  `https://${user}:${password}@h.example${path}?key=${query}&${bare}#${fragment}`;

const send = async (body: unknown, url = stack.webhookUrl): Promise<number> => {
  const response = await post(url, body);
  responses.push(await response.text(), JSON.stringify([...response.headers]));
  return response.status;
};

/** Every path there is, with secrets in every place that a sender can put one. */
const everyPath = async (): Promise<void> => {
  const ways = [(url: string) => `could not post to ${url}: cURL error 28`, (url: string) => `"${url}"`];
  for (const [index, words] of ways.entries()) {
    const url = secretUrl(`/hooks/${index}`);
    expect(
      await send({ code: 503, endpoint: url, message: words(url), [UNSPOKEN.unknown]: UNSPOKEN.unknown }),
    ).toBe(200);
  }
  // As PHP writes it, and our own URL in every place.
  const own = {
    code: 500,
    endpoint: stack.webhookUrl,
    message: `to ${stack.webhookUrl}`,
    also: secretUrl('/also'),
  };
  expect(await send(JSON.stringify(own).replaceAll('/', '\\/'))).toBe(200);
  expect(
    await send({
      code: 500,
      endpoint: `https://${token}:${token}@${'h.example'}/${token}?a=${token}#${token}`,
    }),
  ).toBe(200);
  expect(await send({ code: 'x', endpoint: secretUrl('/400'), [UNSPOKEN.unknown]: token })).toBe(200);
  expect(await send({ code: 'x', endpoint: `x ${secretUrl('/400')}`, [UNSPOKEN.unknown]: token })).toBe(400);
  expect(await send(`${UNSPOKEN.raw} ${token} ${secretUrl('/broken')}`)).toBe(400);
  expect(await send(`${stack.webhookUrl} ${UNSPOKEN.raw} ${'x'.repeat(300_000)}`)).toBe(413);
  const cut = `${'x'.repeat(16 * 1024 - 30)}${token} ${UNSPOKEN.raw}`;
  expect(await send(cut)).toBe(400);
  expect(
    await send({ code: 1, endpoint: secretUrl('/404') }, stack.webhookUrl.replace('/main/', '/other/')),
  ).toBe(404);
  const path = new URL(stack.webhookUrl).pathname;
  for (const method of ['GET', 'PUT', 'TRACE'])
    responses.push((await exchange(stack.url, head(method, `${path}?${query}`))).body);
  responses.push((await exchange(stack.url, head('POST', `${path}%zz`, ['Content-Length: 0']))).body);
};

test('secrets are sent on every path, while SNS fails and while it works, and what does not fit stands in the table', async () => {
  stack.sns.faults.set({ mode: 'fail', times: 2 });
  await everyPath();
  await putItem(
    stack.dynamodbEndpoint,
    pendingItem({ id: `01KAAA${'0'.repeat(20)}`, endpoint: secretUrl('/old'), code: 'of another kind' }),
  );
  await putItem(
    stack.dynamodbEndpoint,
    pendingItem({ id: `01KAAB${'0'.repeat(20)}`, endpoint: [secretUrl('/list')], message: 7 }),
  );
  await until(
    'everything is grouped and sent',
    async () => {
      await stack.sweep();
      const all = await incidents(stack);
      const items = await scan(stack, 'notifications');
      return items.every(({ incidentId }) => incidentId) && all.every(({ lastSent }) => lastSent?.email);
    },
    200,
  );
  expect(stack.sns.publishes.length).toBeGreaterThan(0);
  expect(output.text()).toContain('InvalidWebhookToken');
  expect(output.text()).toContain('"level":"ERROR"');
});

/** Whatever left the notifications' own fields, by name. */
const outside = async (): Promise<Record<string, string>> => ({
  'function logs and metrics': output.text(),
  'the stack’s own lines': message.join('\n'),
  responses: responses.join('\n'),
  incidents: JSON.stringify(await scan(stack, 'incidents')),
  alerts: JSON.stringify(await scan(stack, 'timeline')),
  control: JSON.stringify(await scan(stack, 'control')),
  'SNS messages': JSON.stringify(stack.sns.publishes),
  inbox: JSON.stringify(stack.sns.deliveries()),
  'inbox page': await (await fetch(stack.inboxUrl)).text(),
  'notifications but for what was posted': JSON.stringify(
    (await scan(stack, 'notifications')).map(({ endpoint: _, message: __, raw: ___, ...rest }) => rest),
  ),
});

test('userinfo, query values and fragments stand nowhere but in what was posted', async () => {
  const found = Object.entries(await outside()).flatMap(([place, text]) =>
    Object.entries({ ...HIDDEN, ...UNSPOKEN })
      .filter(([, secret]) => text.toLowerCase().includes(secret.toLowerCase()))
      .map(([kind]) => `${kind} in ${place}`),
  );
  expect(found).toEqual([]);
});

test('nor in what the console, its API and its exports say, to whom it may concern and to anybody', async () => {
  const places = await consolePlaces(stack);
  expect(Object.keys(places).length).toBeGreaterThan(60);
  const exported = Object.entries(places).filter(([place]) => /\.(csv|ndjson)$/.test(place));
  expect(exported.filter(([, text]) => text.startsWith('200')).length).toBeGreaterThan(10);
  expect(Object.values(places).filter((text) => text.startsWith('5'))).toEqual([]);
  const found = Object.entries(places).flatMap(([place, text]) =>
    Object.entries({ ...HIDDEN, token })
      .filter(([, secret]) => text.toLowerCase().includes(secret.toLowerCase()))
      .map(([kind]) => `${kind} in ${place}`),
  );
  expect(found).toEqual([]);
  expect(Object.values(places).join('')).toContain(UNSPOKEN.raw); // they do show what a sender wrote
  // What was said while nobody looked is in the log by now.
  expect(output.text()).not.toContain(token);
});

test('the token stands nowhere at all, whole or in part', async () => {
  const everywhere = {
    ...(await outside()),
    notifications: JSON.stringify(await scan(stack, 'notifications')),
    ...Object.fromEntries(
      readdirSync(dataDir)
        .filter((file) => /\.(ndjson|json)$/.test(file) && file !== 'secrets.json')
        .map((file) => [file, readFileSync(join(dataDir, file), 'utf8')]),
    ),
  };
  const PART = 12;
  const parts = Array.from({ length: token.length - PART + 1 }, (_, index) =>
    token.slice(index, index + PART),
  );
  const found = Object.entries(everywhere).flatMap(([place, text]) =>
    parts
      .filter((part) => text.toLowerCase().includes(part.toLowerCase()))
      .map((part) => `${part} in ${place}`),
  );
  expect(found).toEqual([]);
});

test('the canaries were alive: the table has them where they belong', async () => {
  const own = JSON.stringify(
    (await scan(stack, 'notifications')).map(({ endpoint, message, raw }) => [endpoint, message, raw]),
  );
  for (const secret of Object.values({ ...HIDDEN, ...UNSPOKEN })) expect(own).toContain(secret);
});
