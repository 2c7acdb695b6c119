import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiActionResult, ApiEndpoint, ApiEndpoints } from '../../../lib/domain/api/schemas.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { signLink } from '../../../lib/domain/security/signed-link.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { incidentOf, minutesAgo, putAll } from '../../browser/world.ts';
import { clientOf } from '../client.ts';
import { incidents, startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

let stack: Stack;
let cookie: string;
let token: string;
let number = 0;
let incident: Incident;
/** An endpoint whose GET is answered 503, failing for Flavours by time-outs: its incident and its monitor. */
beforeEach(async () => {
  const endpoint = `https://h${++number}.example/webhooks/orders`;
  const at = minutesAgo(1);
  incident = {
    ...incidentOf({ endpoint, since: 20, count: 2 }),
    cause: 'timeout',
    sample: { at, code: 0 },
    probe: {
      at,
      ms: 90,
      outcome: { kind: 'answered' },
      stages: {},
      addresses: ['192.0.2.7'],
      failedAddresses: [],
      answer: { status: 503, bodyBytes: 0, cut: false },
    },
    probeFailedAt: at,
  };
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, 'incidents', [incident]);
  await putAll(client, 'endpoints', [
    {
      endpointKey: incident.endpointKey,
      item: 'state',
      endpoint,
      monitored: 'on',
      monitoredAt: minutesAgo(20),
      nextProbeAt: minutesAgo(-1),
      lane: 'trouble',
      results: 1,
      history: [{ at, ms: 90, kind: 'down', cause: 'unavailable', status: 503 }],
    },
    // More endpoints are due than are probed: this one has waited for an hour.
    {
      endpointKey: `late${number}`,
      item: 'state',
      endpoint: `https://late${number}.example/hooks`,
      monitored: 'on',
      monitoredAt: minutesAgo(200),
      nextProbeAt: minutesAgo(60),
      lane: 'fresh',
    },
  ]);
  client.destroy();
});
beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  cookie = await signedInCookie(stack);
  token = await apiTokenOf(stack, 'act');
});
afterAll(() => stack.stop());

const page = async (path: string): Promise<string> => {
  const answer = await fetch(`${stack.url}${path}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  return (await answer.text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};
const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${stack.url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: stack.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
const call = (path: string, body?: unknown) =>
  fetch(`${stack.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
const stored = async (): Promise<Incident | undefined> =>
  (await incidents(stack)).find(({ incidentId }) => incidentId === incident.incidentId);
const shown = async () => ApiEndpoint.parse(await (await call(`/endpoints/${incident.endpointKey}`)).json());

describe('what an endpoint always answers', () => {
  test('is said with a button of the incident, shown on both pages and by the API, and taken back', async () => {
    expect(await page(`/console/incidents/${incident.incidentId}`)).toContain(
      'It works and always answers 503',
    );
    const answer = await submit(`/console/incidents/${incident.incidentId}/act`, {
      kind: 'normal',
      actor: 'Noura',
    });
    expect(answer.status).toBe(303);
    expect(await stored()).toMatchObject({
      state: 'resolved',
      resolvedBy: 'Noura',
      normalStatus: { status: 503 },
    });
    const onIncident = await page(`/console/incidents/${incident.incidentId}`);
    expect(onIncident).toContain('Normal answer HTTP 503, says Noura');
    expect(onIncident).toContain('Noura says that it works and always answers so : HTTP 503');
    expect(await page(`/console/endpoints/${incident.endpointKey}`)).toContain(
      'Normal answer HTTP 503, says Noura',
    );
    expect((await shown()).monitor).toMatchObject({
      isMonitored: true,
      normalStatus: { status: 503, learnedFrom: 'person', actor: 'Noura' },
    });

    await submit(`/console/endpoints/${incident.endpointKey}/act`, { kind: 'forget-normal', actor: 'Huda' });
    expect(await page(`/console/endpoints/${incident.endpointKey}?action`)).toContain(
      'Huda took back that it always answers HTTP 503',
    );
    expect((await shown()).monitor).not.toHaveProperty('normalStatus');
  });

  test('is said by the link in a mail that closes', async () => {
    const link = new URL(
      signLink(stack.url, stack.linkSecret, {
        incidentId: incident.incidentId,
        purpose: 'resolve',
        expiresAt: new Date(Date.now() + 86_400_000),
      }),
    );
    expect(await page(`${link.pathname}${link.search}`)).toContain('It works and always answers 503');
    const answer = await submit(`${link.pathname}${link.search}`, { kind: 'normal', actor: 'Noura' });
    expect(answer.status).toBe(200);
    expect(await stored()).toMatchObject({
      state: 'resolved',
      normalStatus: { status: 503, actor: 'Noura' },
    });
  });

  test('is said by a program, once', async () => {
    const path = `/endpoints/${incident.endpointKey}/actions`;
    const result = ApiActionResult.parse(await (await call(path, { kind: 'normal', actor: 'Noura' })).json());
    expect(result).toMatchObject({
      outcome: 'done',
      incident: { state: 'resolved', normalStatus: { status: 503 } },
    });
    expect(
      ApiActionResult.parse(await (await call(path, { kind: 'normal', actor: 'Noura' })).json()).outcome,
    ).toBe('already');
  });
});

describe('the monitoring of an endpoint', () => {
  test('is stopped with a button of its page, which says who and when', async () => {
    expect(await page(`/console/endpoints/${incident.endpointKey}`)).toContain('Stop the monitoring');
    await submit(`/console/endpoints/${incident.endpointKey}/act`, {
      kind: 'stop-monitoring',
      actor: 'Noura',
    });
    expect(await stored()).toMatchObject({ state: 'resolved', resolution: 'stopped', resolvedBy: 'Noura' });
    const after = await page(`/console/endpoints/${incident.endpointKey}`);
    expect(after).toContain('Not monitored: stopped by Noura');
    expect(after).not.toContain('Stop the monitoring');
    expect((await shown()).monitor).toMatchObject({
      isMonitored: false,
      ended: { why: 'stopped', actor: 'Noura' },
    });
    expect(await page(`/console/incidents/${incident.incidentId}`)).toContain('Noura stopped the monitoring');
  });

  test('is stopped by a program, on the incident too', async () => {
    const result = await call(`/incidents/${incident.incidentId}/actions`, {
      kind: 'stop-monitoring',
      actor: 'Noura',
    });
    expect(ApiActionResult.parse(await result.json())).toMatchObject({
      outcome: 'done',
      incident: { resolution: 'stopped' },
    });
  });

  test('takes nothing else, of nothing else', async () => {
    const path = `/endpoints/${incident.endpointKey}/actions`;
    expect((await call(path, { kind: 'resolve', actor: 'Noura' })).status).toBe(400);
    expect((await call(path, { kind: 'normal' })).status).toBe(400);
    expect((await call('/endpoints/unknown/actions', { kind: 'normal', actor: 'Noura' })).status).toBe(404);
    const form = await submit(`/console/endpoints/${incident.endpointKey}/act`, {
      kind: 'resolve',
      actor: 'Noura',
    });
    expect(form.status).toBe(303);
    expect(await stored()).toMatchObject({ state: 'open' });
  });
});

test('whoever is not probed is said so: in the list, on the page, and by the API', async () => {
  expect(await page('/console/endpoints')).toMatch(
    /Not probed: \d+ beyond the 1,000 that are probed a minute/,
  );
  expect(await page(`/console/endpoints/late${number}`)).toContain('Not probed: due since');
  const { notProbed, items } = ApiEndpoints.parse(await (await call('/endpoints')).json());
  expect(notProbed).toEqual({ count: number, isAtLeast: false });
  expect(items.find(({ endpointKey }) => endpointKey === `late${number}`)).toHaveProperty('notProbedSince');
  expect(ApiEndpoint.parse(await (await call(`/endpoints/late${number}`)).json()).monitor).toHaveProperty(
    'notProbedSince',
  );
});
