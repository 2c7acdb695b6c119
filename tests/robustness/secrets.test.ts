import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { log } from '../../lib/adapters/telemetry/log.ts';
import { endpointKey } from '../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../lib/domain/incidents/incident.ts';
import { newIncident, transition } from '../../lib/domain/incidents/transition.ts';
import { RuntimeOncallConfig } from '../../lib/domain/oncall/config.ts';
import { redact } from '../../lib/domain/security/redact.ts';
import { renderAlert, renderDigest } from '../../lib/messages/render.ts';
import type { Stack } from '../../local/stack/stack.ts';
import { apiTokenOf } from '../integration/console/api-token.ts';
import { post, until } from '../integration/flavours.ts';
import { incidents, scan, startTestStack } from '../integration/stack.ts';
import { SECRETS } from '../unit/domain/security/secrets.ts';
import { consolePlaces } from './console-places.ts';
import { captureOutput } from './output.ts';

const NOW = Date.parse('2026-11-26T13:00:00.000Z');

let stack: Stack;
const output = captureOutput();
const Page = z.object({ items: z.array(z.unknown()) });
const HOOKS = 'https://api.shop.example/hooks';
/** Several notifications an incident: each incident has twenty places. */
const ENDPOINTS = 12;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  output.stop();
  await stack?.stop();
});

/** Every secret as the message of a failure, in a field that nobody documented, and in what cannot be read. */
test('sixty secrets are posted, each in every way', async () => {
  for (const [index, { text }] of SECRETS.entries()) {
    const endpoint = `${HOOKS}/${index % ENDPOINTS}`;
    const body = { code: 503, endpoint, message: text, more: text };
    expect((await post(stack.webhookUrl, body)).status).toBe(200);
  }
  const all = SECRETS.map(({ text }) => text);
  // Where one of them stands beside a word for an endpoint, it is one.
  expect([200, 400]).toContain(
    (await post(stack.webhookUrlOf('broken'), `not JSON: ${all.join('\n')}`)).status,
  );
  await until(
    'all is grouped and sent',
    async () => {
      await stack.sweep();
      const items = await scan(stack, 'notifications');
      const all = await incidents(stack);
      return items.every(({ incidentId }) => incidentId) && all.every((one) => one.lastSent?.email);
    },
    100,
  );
});

const shownIn = (places: Record<string, string>): string[] =>
  Object.entries(places).flatMap(([place, text]) =>
    SECRETS.filter(({ secret }) => text.includes(secret)).map(({ kind }) => `${kind} in ${place}`),
  );

test('they are kept as they were posted', async () => {
  const kept = (await scan(stack, 'notifications')).map(({ message }) => String(message));
  for (const { text } of SECRETS) expect(kept).toContain(text);
});

/** The outage that begins with a failure of this message. */
const incidentWith = (message: string, index: number): Incident => {
  const endpoint = `${HOOKS}/${index}`;
  const first = {
    endpointKey: endpointKey(endpoint),
    id: '01KA2B3C4D5E6F7G8H9J0K1M2N',
    source: 'main',
    receivedAt: '2026-11-26T12:00:00.000Z',
    endpoint,
    code: 503,
    message,
  };
  const opened = newIncident(first.endpointKey, 1, first);
  const now = new Date(NOW);
  const noted = transition(
    opened,
    { kind: 'action', recorded: { kind: 'note', actor: message.slice(0, 60), text: message } },
    now,
  );
  return transition(noted, { kind: 'notified', notifications: [first] }, now);
};

test('none stands in an email, an SMS, a chat post or a form for machines, alone or in a digest', async () => {
  const inbox = await (await fetch(stack.inboxUrl)).text();
  const oncall = RuntimeOncallConfig.parse({});
  const alerts = SECRETS.flatMap(({ text }, index) =>
    (['opened', 'escalated', 'note', 'resolved'] as const).map((kind) => {
      const incident = incidentWith(text, index);
      const over = { ...incident, state: 'resolved', resolution: 'person', resolvedBy: text } as const;
      return { incident: kind === 'resolved' ? over : incident, kind, reason: text };
    }),
  );
  const context = { oncall, now: NOW, place: { stage: 'local', region: 'local' } };
  const arabic = { ...context, oncall: { ...oncall, language: 'ar' as const } };
  const forms = Object.fromEntries(
    alerts.flatMap((alert, index) => [
      [`${alert.kind} ${index}`, JSON.stringify(renderAlert(alert, ['email', 'sms'], context))],
      [`${alert.kind} ${index} in Arabic`, JSON.stringify(renderAlert(alert, ['email', 'sms'], arabic))],
    ]),
  );
  for (let from = 0; from < alerts.length; from += 45) {
    const members = alerts.slice(from, from + 45);
    forms[`digest ${from}`] = JSON.stringify(renderDigest(members, ['email', 'sms'], context));
  }
  forms['published'] = JSON.stringify(stack.sns.publishes);
  forms['inbox'] = inbox;
  expect(Object.keys(forms).length).toBeGreaterThan(500);
  expect(shownIn(forms)).toEqual([]);
});

test('nor on a page, in the API, in CSV or NDJSON, nor in what an incident is stored as', async () => {
  const places = await consolePlaces(stack);
  expect(Object.keys(places).length).toBeGreaterThan(100);
  expect(Object.values(places).filter((text) => text.startsWith('5'))).toEqual([]);
  expect(shownIn({ ...places, incidents: JSON.stringify(await scan(stack, 'incidents')) })).toEqual([]);
  // What is not secret is shown.
  expect(Object.values(places).join('')).toContain('login failed: user=bob password=*** host=db1');
});

test('and nobody finds one out by searching for it', async () => {
  const token = await apiTokenOf(stack, 'read');
  const search = async (incidentId: string, q: string): Promise<number> => {
    const query = new URLSearchParams({ q });
    const path = `/api/v1/incidents/${encodeURIComponent(incidentId)}/notifications?${query}`;
    const answer = await fetch(`${stack.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    return Page.parse(await answer.json()).items.length;
  };
  const [index, { secret }] = [...SECRETS.entries()].find(([, { kind }]) => kind === 'text: password=') ?? [
    0,
    { secret: '' },
  ];
  const id = `${endpointKey(`${HOOKS}/${index % ENDPOINTS}`)}-1`;
  expect(await search(id, 'login failed')).toBe(1);
  expect(await search(id, 'password=***')).toBe(0); // what is stored is searched too
  for (let length = 4; length <= secret.length; length++)
    expect(await search(id, secret.slice(0, length))).toBe(0);
});

test('nor in a log line, whether it quotes what was posted or an error does', async () => {
  for (const { text } of SECRETS) {
    log.error(text, { error: new Error(text, { cause: new Error(text) }), nested: { list: [text] } });
  }
  const [item] = (await scan(stack, 'notifications')).filter(({ problem }) => problem !== undefined);
  log.warn('kept', { item });
  expect(output.text()).toContain('"level":"ERROR"');
  expect(shownIn({ log: output.text() })).toEqual([]);
});

test('what was redacted stays as it is when it is redacted again', () => {
  for (const { text } of SECRETS) expect(redact(redact(text))).toBe(redact(text));
});
