import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { handler } from '../../examples/sms-gateway/handler.ts';
import { smsOf } from '../../examples/sms-gateway/sms.ts';
import { bodyOf, type Listening, listen } from '../../local/gateway/http-server.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { documented, post, until } from './flavours.ts';
import { oncallFileOf, startTestStack } from './stack.ts';

/** The recipe of docs/integrations.md: SMS by a gateway of one's own country, for `lambda` and for a signed `webhook`. */
const FUNCTION = 'arn:aws:lambda:eu-central-1:123456789012:function:flavours-sms-gateway-prod-send';
const SECRET = `whsec_${Buffer.from('a secret of twenty-four bytes').toString('base64')}`;
const Posted = z.object({ to: z.string(), from: z.string(), text: z.string() });

let stack: Stack;
let gateway: Listening;
let intake: Listening;
let taken: z.infer<typeof Posted>[] = [];
let gatewayStatus = 200;
const signed: string[] = [];

beforeAll(async () => {
  gateway = await listen((request, response) => {
    bodyOf(request, 10_000).then((body) => {
      if (request.headers.authorization === 'Bearer key' && gatewayStatus === 200)
        taken.push(Posted.parse(JSON.parse(String(body))));
      response.writeHead(request.headers.authorization === 'Bearer key' ? gatewayStatus : 401).end();
    });
  }, 0);
  intake = await listen((request, response) => {
    bodyOf(request, 100_000).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([key, one]) => [key, String(one)]),
      );
      new Webhook(SECRET).verify(String(body), headers);
      signed.push(String(body));
      response.writeHead(204).end();
    });
  }, 0);
  Object.assign(process.env, {
    GATEWAY_URL: gateway.url,
    GATEWAY_KEY: 'key',
    SENDER: 'SHOP',
    PHONES: JSON.stringify({ sara: ['+966500000001'], omar: ['+966500000002'], always: [] }),
  });
  stack = await startTestStack({
    integrateWith: 'real',
    environment: { INTAKE_SECRET: SECRET, INTAKE_URL: intake.url },
    oncallFile: oncallFileOf(`people:
  sara: { email: sara@shop.example }
levels:
  - people: [sara]
    subscribers: [{ lambda: "${FUNCTION}", severities: [critical] }]
integrations:
  - { name: gateway, webhook: "\${env:INTAKE_URL}", secret: "\${env:INTAKE_SECRET}", severities: [critical] }
alarms: [{ email: ops@shop.example }]
`),
  });
});
afterAll(async () => {
  await stack?.stop();
  await gateway?.close();
  await intake?.close();
  for (const name of ['GATEWAY_URL', 'GATEWAY_KEY', 'SENDER', 'PHONES']) delete process.env[name];
});
beforeEach(() => {
  taken = [];
  gatewayStatus = 200;
});

/** What SNS would hand to the function of the recipe. */
const eventsFor = () =>
  stack.sns
    .deliveries()
    .filter(({ to }) => to === FUNCTION)
    .map(({ body }) => ({ Records: [{ EventSource: 'aws:sns', Sns: { Message: body } }] }));

test('who is on duty gets an SMS by the gateway, with what fails in it', async () => {
  await post(stack.webhookUrl, documented());
  await until('the function is called', () => eventsFor().length === 1);
  await handler(eventsFor()[0]);
  expect(taken).toEqual([
    { to: '+966500000001', from: 'SHOP', text: expect.stringMatching(/^FAILS: .*orders/i) },
  ]);
  expect(taken[0]?.text.length).toBeLessThanOrEqual(160);
});

test('where the gateway does not take it, the function fails, so that SNS comes again', async () => {
  gatewayStatus = 503;
  await expect(handler(eventsFor()[0])).rejects.toThrow('the gateway answered 503');
  gatewayStatus = 200;
  await handler(eventsFor()[0]);
  expect(taken).toHaveLength(1);
});

test('the same by a signed webhook, for a gateway that is no function on AWS', async () => {
  await until('it is posted, and signed', () => signed.length > 0);
  expect(smsOf(signed[0] ?? '')).toEqual({ text: expect.stringMatching(/^FAILS: /), persons: ['sara'] });
});

test.each([
  ['a reminder', { version: 1, kind: 'reminder', severity: 'critical', name: 'Orders' }],
  ['what is not critical', { version: 1, kind: 'opened', severity: 'info', name: 'Orders' }],
  ['what is no alert', { version: 1, kind: 'warning' }],
])('%s wakes nobody', (_, alert) => {
  expect(smsOf(JSON.stringify(alert))).toBeUndefined();
});

test('many at once are one SMS that counts them', () => {
  const incidents = ['opened', 'opened', 'reminder', 'escalated'].map((kind) => ({
    kind,
    severity: 'critical',
    name: 'Orders',
  }));
  expect(smsOf(JSON.stringify({ version: 1, kind: 'digest', incidents }))?.text).toBe(
    'FAILS: Orders, and 2 more',
  );
});
