import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ApiCoverResult } from '../../lib/domain/api/duty-schemas.ts';
import { ApiIncidents } from '../../lib/domain/api/schemas.ts';
import type { LiveStack } from './live-stack.ts';

const LIMIT_MS = 20_000;
const POLL_MS = 200;
const DAY_MS = 24 * 60 * 60_000;

/** What is there to be asked for. */
export type Seeded = { incidentId: string; endpointKey: string };

/** Posts as Flavours and merchants do, of endpoints on this machine alone, until each has an incident and a look of ours. */
export const seedData = async (stack: LiveStack): Promise<Seeded> => {
  const { url, webhookUrl } = stack;
  const token = await signedInMaker(stack).then((make) => make.token('act'));
  const endpoint = 'http://127.0.0.1:9/hooks/orders';
  for (let count = 0; count < 5; count += 1)
    await post(webhookUrl, {
      code: 503,
      endpoint: `${endpoint}?key=${count}`,
      message: 'متجر 🍔',
      more: count,
    });
  await post(webhookUrl, { code: 0, endpoint: 'https://127.0.0.1:9/menu', message: null });
  await post(webhookUrl, 'nothing that can be read');
  const headers = { authorization: `Bearer ${token}` };
  for (const startedAt = Date.now(); Date.now() - startedAt < LIMIT_MS; await sleep(POLL_MS)) {
    const { items } = ApiIncidents.parse(await (await fetch(`${url}/api/v1/incidents`, { headers })).json());
    const orders = items.find((one) => one.endpoint?.startsWith(endpoint) && one.probe);
    if (orders && items.length >= 3) {
      const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
      await post(`${webhookUrl}/deliveries`, { endpoint, day, delivered: 40 });
      return { incidentId: orders.incidentId, endpointKey: orders.endpointKey };
    }
  }
  throw new Error('what was posted has not become incidents that we have looked at');
};

/** Sends a test alert; its endpoint is on no machine, so that only a stack without probes need look for it. */
export const startTestAlert = async ({ url }: LiveStack, token: string): Promise<string> => {
  const answer = await post(
    `${url}/api/v1/test-alerts`,
    { actor: 'Schemathesis' },
    { authorization: `Bearer ${token}` },
  );
  return z.object({ id: z.ulid() }).parse(await answer.json()).id;
};

/** Has somebody stand in from tomorrow on, to be ended. */
export const addCover = async ({ url }: LiveStack, token: string): Promise<string> => {
  const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
  const wanted = {
    covered: { person: 'sara' },
    by: 'omar',
    from: at(1),
    to: at(2),
    reason: 'a wedding',
    actor: 'Sara',
  };
  const answer = await post(`${url}/api/v1/covers`, wanted, { authorization: `Bearer ${token}` });
  return ApiCoverResult.parse(await answer.json()).cover.id;
};

const post = (to: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Makes tokens and calendars as people do: signed in, under Access. */
export const signedInMaker = async ({ url, signInUrl }: LiveStack) => {
  const signedIn = await fetch(signInUrl, { method: 'POST', headers: { origin: url }, redirect: 'manual' });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0] ?? '')
    .find((one) => one.startsWith('session='));
  if (!cookie) throw new Error(`not signed in: ${signedIn.status}`);
  const make = async (path: string, form: Record<string, string>, pattern: RegExp): Promise<string> => {
    const made = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { origin: url, cookie },
      body: new URLSearchParams(form),
    });
    const [found] = pattern.exec(await made.text()) ?? [];
    if (found === undefined) throw new Error(`nothing was made: ${made.status}`);
    return found;
  };
  return {
    token: (scope: 'read' | 'act'): Promise<string> =>
      make('/console/access', { name: 'schemathesis', scope, days: '1' }, new RegExp(`few_${scope}_[\\w-]+`)),
    calendarFile: (): Promise<string> =>
      make('/console/access/calendars', { calendar: 'schemathesis', person: '' }, /few_calendar_[\w-]+\.ics/),
  };
};
