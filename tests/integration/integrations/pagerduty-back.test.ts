import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Stack } from '../../../local/stack/stack.ts';
import { documented, idOf, post, until } from '../flavours.ts';
import { incidentOf, startTestStack } from '../stack.ts';
import { oncallWithTools } from './tools.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startTestStack({ oncallFile: oncallWithTools() });
});
afterAll(() => stack.stop());

const secretOf = (): string => {
  const pager = stack.standIns.integrations.find((one) => one.kind === 'pagerduty');
  return pager?.kind === 'pagerduty' ? (pager.webhookSecret ?? '') : '';
};
const signed = (body: string, secret = secretOf()): string =>
  `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;

type Given = {
  type?: string;
  key?: string | null;
  title?: string;
  at?: Date;
  agent?: { type: string; summary: string } | null;
};

/** An event as PagerDuty sends it. https://developer.pagerduty.com/docs/webhooks-overview */
const eventBody = ({
  type = 'incident.acknowledged',
  key = null,
  title = '',
  at = new Date(),
  agent = { type: 'user_reference', summary: 'Sara Ahmed' },
}: Given): string =>
  JSON.stringify({
    event: {
      id: '01DFZ7Y8AWJ4LJQ0Z3D5XK6QZT',
      event_type: type,
      resource_type: 'incident',
      occurred_at: at.toISOString(),
      agent: agent && { ...agent, id: 'PXPGF42', self: 'https://api.pagerduty.com/users/PXPGF42' },
      client: null,
      data: {
        id: 'PT4KHLK',
        type: 'incident',
        number: 1234,
        status: 'acknowledged',
        incident_key: key,
        title,
      },
    },
  });

const come = async (
  body: string,
  signature: string = signed(body),
  name = 'pager',
): Promise<{ status: number; outcome: string | undefined }> => {
  const response = await post(`${stack.url}/integrations/pagerduty/${name}`, body, {
    'content-type': 'application/json',
    'x-pagerduty-signature': signature,
  });
  const answer = z.object({ outcome: z.string().optional() }).parse(await response.json());
  return { status: response.status, outcome: answer.outcome };
};

const pager = () => stack.standIns.named('pager');

/** An open incident of which PagerDuty was told. */
const openIncident = async (path: string): Promise<string> => {
  await post(stack.webhookUrl, documented(path));
  const incidentId = idOf(path);
  await until('PagerDuty has it', () => pager().accepted.some(({ body }) => body.includes(incidentId)));
  await stack.integrated();
  return incidentId;
};

test('an acknowledgement in PagerDuty is one here, by name, and is not sent back to it', async () => {
  const key = await openIncident('/hooks/orders/back-1');
  const body = eventBody({ key });
  expect(await come(body)).toEqual({ status: 200, outcome: 'done' });
  expect(await incidentOf(stack, key)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Sara Ahmed (PagerDuty)',
  });
  const posted = pager().posted.length;
  await stack.sweep(); // tells the others
  await stack.integrated();
  await until('Slack is told by whom', () =>
    stack.standIns
      .named('kitchen')
      .accepted.some(({ body: text }) => text.includes('Sara Ahmed (PagerDuty)')),
  );
  await stack.integrate();
  expect(pager().posted).toHaveLength(posted);

  // PagerDuty repeats it, and so may whoever recorded it.
  expect(await come(body)).toEqual({ status: 200, outcome: 'nothing' });

  const end = eventBody({ key, type: 'incident.resolved' });
  expect(await come(end)).toEqual({ status: 200, outcome: 'done' });
  expect(await incidentOf(stack, key)).toMatchObject({
    state: 'resolved',
    resolvedBy: 'Sara Ahmed (PagerDuty)',
  });
  await stack.sweep();
  await stack.integrated();
  await stack.integrate();
  expect(pager().posted).toHaveLength(posted);
  expect(await come(body)).toEqual({ status: 200, outcome: 'nothing' });
});

test('an incident that PagerDuty keyed otherwise is found by the id at the end of its title', async () => {
  const id = await openIncident('/hooks/products/back-2');
  const body = eventBody({ key: 'baf7cf21b1da41b4b0221008339ff357', title: `OPEN Orders: HTTP 503 (${id})` });
  expect(await come(body)).toEqual({ status: 200, outcome: 'done' });
  expect(await incidentOf(stack, id)).toMatchObject({ state: 'acknowledged' });
});

test('what PagerDuty does because of our own event, or by a rule, is no action of a person', async () => {
  const key = await openIncident('/hooks/products/back-3');
  for (const agent of [
    null,
    { type: 'inbound_integration_reference', summary: 'Events API v2' },
    { type: 'workflow_reference', summary: 'A rule' },
  ])
    expect(await come(eventBody({ key, agent }))).toEqual({ status: 200, outcome: 'nothing' });
  for (const type of ['pagey.ping', 'incident.triggered', 'incident.annotated'])
    expect(await come(eventBody({ key, type }))).toEqual({ status: 200, outcome: 'nothing' });
  expect(await come('{"no":"event"}')).toEqual({ status: 200, outcome: 'nothing' });
  expect(await come(eventBody({ key: 'nobody-1' }))).toEqual({ status: 200, outcome: 'nothing' });
  expect(await incidentOf(stack, key)).toMatchObject({ state: 'open' });
});

test('only what is signed with its own secret is read, one signature of several being enough', async () => {
  const key = await openIncident('/hooks/products/back-4');
  const body = eventBody({ key });
  const other = signed(body, 'another secret than this one');
  for (const signature of [
    '',
    'v1=',
    other,
    signed(`${body} `),
    signed(body).replace('v1=', 'v2='),
    `v1=${'0'.repeat(64)}`,
  ])
    expect(await come(body, signature)).toEqual({ status: 404, outcome: undefined });
  expect(await come(body, signed(body), 'kitchen')).toEqual({ status: 404, outcome: undefined });
  expect(await come(body, signed(body), 'nobody')).toEqual({ status: 404, outcome: undefined });
  expect((await fetch(`${stack.url}/integrations/pagerduty/pager`)).status).toBe(404);
  expect(await incidentOf(stack, key)).toMatchObject({ state: 'open' });
  expect(await come(body, `${other},${signed(body)}`)).toEqual({ status: 200, outcome: 'done' });
});

test('an event that is older than the last one applied changes nothing, however late it is repeated', async () => {
  const key = await openIncident('/hooks/products/back-5');
  const at = new Date();
  expect(await come(eventBody({ key, at }))).toMatchObject({ outcome: 'done' });
  const other = { type: 'user_reference', summary: 'Omar' };
  expect(await come(eventBody({ key, at, agent: other, type: 'incident.resolved' }))).toMatchObject({
    outcome: 'nothing',
  });
  const before = new Date(at.getTime() - 1000);
  expect(await come(eventBody({ key, at: before, type: 'incident.resolved' }))).toMatchObject({
    outcome: 'nothing',
  });
  expect(await incidentOf(stack, key)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Sara Ahmed (PagerDuty)',
  });
});
