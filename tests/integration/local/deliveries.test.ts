import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LIVE_HASH, LIVE_SCRIPT } from '../../../lib/console/view/live.ts';
import { type Listening, listen } from '../../../local/gateway/http-server.ts';
import { localRoutes } from '../../../local/inbox/routes.ts';
import { Inbox } from '../../../local/sns/deliveries.ts';
import { Faults } from '../../../local/sns/faults.ts';
import { Topic } from '../../../local/sns/topic.ts';
import { temporaryDir } from './temporary.ts';

const EVIL = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;
const ARN = 'arn:aws:sns:us-east-1:000000000000:alerts';

let inbox: Inbox;
let topic: Topic;
let faults: Faults;
let server: Listening;

beforeAll(async () => {
  inbox = new Inbox(join(temporaryDir(), 'inbox.ndjson'));
  topic = new Topic(ARN, [{ protocol: 'email', endpoint: 'a@shop.example', filterPolicy: {} }], inbox);
  faults = new Faults();
  const identity = { dataDir: '/tmp/x', pid: 1 };
  server = await listen(
    localRoutes({ inbox, topic, faults, timeZone: 'Asia/Riyadh', identity }, (_, response) =>
      response.writeHead(418).end(),
    ),
    0,
  );
});
afterAll(() => server.close());

const page = async () => (await fetch(`${server.url}/inbox`)).text();

test('an empty inbox says what to do', async () => {
  expect(await page()).toContain('npm run demo');
});

test('whatever a message says, it is text on the page', async () => {
  const at = '2026-11-23T22:00:00.000Z';
  inbox.append({
    at,
    protocol: 'email',
    to: EVIL,
    subject: EVIL,
    body: EVIL,
    attributes: { [EVIL]: EVIL, kind: EVIL },
  });
  inbox.append({
    at,
    protocol: 'sms',
    to: EVIL,
    body: EVIL,
    attributes: { kind: 'opened', channels: ['email', 'sms'] },
  });
  const text = await page();
  expect(text.replace(`<script>${LIVE_SCRIPT}</script>`, '')).not.toMatch(
    /<script|<img|onerror=alert\(1\)>(?!&|<)/,
  );
  expect(text.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(7);
  expect(text).toContain('24 Nov 2026, 01:00:00');
  expect(text).toContain('channels <b>email, sms</b>');
});

test('the page allows its own style sheet and script, and nothing else', async () => {
  const response = await fetch(`${server.url}/inbox`);
  const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(response.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; script-src 'sha256-${LIVE_HASH}'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  );
});

test('a deactivated subscription is shown as such', async () => {
  for (let index = 0; index < 11; index += 1) {
    topic.publish({ topicArn: ARN, subject: 'x', message: 'x', isJson: false, attributes: {} }, new Date());
  }
  expect(await page()).toContain('a@shop.example · deactivated at');
});

test('a name that is not this machine’s own reads nothing, wherever it points', async () => {
  const status = await new Promise((resolve) => {
    request(`${server.url}/inbox.json`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

const setFault = (body: string, type = 'application/json', method = 'POST') =>
  fetch(`${server.url}/_faults`, { method, body, headers: { 'content-type': type } });

test('faults are set while it runs', async () => {
  expect((await setFault('{"mode":"throttle","times":2}')).status).toBe(200);
  expect([faults.next(), faults.next(), faults.next()]).toEqual(['throttle', 'throttle', 'none']);
});

test.each([
  ['{"mode":"explode"}', 'application/json', 400],
  ['{"mode":"fail","for":3}', 'application/json', 400],
  ['mode=fail', 'application/json', 400],
  ['{"mode":"fail"}', 'text/plain', 415],
])('%s as %s is refused with %i and changes nothing', async (body, type, status) => {
  expect((await setFault(body, type)).status).toBe(status);
  expect(faults.next()).toBe('none');
});

test('everything else is the API’s', async () => {
  expect((await fetch(`${server.url}/inbox`, { method: 'POST' })).status).toBe(418);
  expect((await fetch(`${server.url}/hooks/main/x`)).status).toBe(418);
});
