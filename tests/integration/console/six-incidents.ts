import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { ApiIncident, ApiIncidents } from '../../../lib/domain/api/schemas.ts';
import { endpointKey } from '../../../lib/domain/endpoints/endpoint.ts';
import { TEST_ALERT_ENDPOINT } from '../../../lib/domain/incidents/test-alert.ts';
import { clockTime } from '../../../lib/messages/text/time.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { temporaryFolder } from '../../temporary.ts';
import { post, until } from '../flavours.ts';
import { emails, incidents, smses, startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

/*
 * The same six incidents, and how each surface shows them: open, acknowledged, silenced, in quiet hours, in maintenance,
 * and a test alert.
 */

const HOUR_MS = 60 * 60_000;
const local = (ms: number): string => new Date(ms).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
const clock = (ms: number): string => local(ms).slice(-'HH:MM'.length);

/** By clocks of UTC: quiet hours and planned work began an hour ago, and end in two and in three hours. */
const oncallFile = (now: number): string => {
  const file = join(temporaryFolder('six'), 'oncall.yml');
  writeFileSync(
    file,
    `timeZone: UTC
levels:
  - subscribers: [{ email: sara@shop.test }, { sms: "+966511111111" }]
  - afterMinutes: 15
    subscribers: [{ email: huda@shop.test }]
quietHours: { from: "${clock(now - HOUR_MS)}", to: "${clock(now + 2 * HOUR_MS)}" }
maintenance:
  - reason: New menu database
    from: ${local(now - HOUR_MS)}
    to: ${local(now + 3 * HOUR_MS)}
    urls: ["https://api.shop.example/menu"]
`,
  );
  return file;
};

const ENDPOINTS = {
  open: 'https://api.shop.example/hooks/orders',
  acknowledged: 'https://api.shop.example/branch/orders',
  silenced: 'https://pos.shop.example/hooks/orders',
  quiet: 'https://api.shop.example/hooks/loyalty',
  maintenance: 'https://api.shop.example/menu/products',
  test: TEST_ALERT_ENDPOINT,
} as const;
export type Case = keyof typeof ENDPOINTS;
export const CASES = Object.keys(ENDPOINTS).filter((name): name is Case => name in ENDPOINTS);

const idOf = (one: Case): string => `${endpointKey(ENDPOINTS[one])}-1`;

/** What a page says in words, without its tags. */
const wordsOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** As pages and messages name it: with its day, if that is not today. */
const at = (iso: string | undefined): string =>
  iso === undefined ? '' : clockTime(Date.parse(iso), Date.now(), 'UTC');

/** Sets them up on a stack of its own, through its own doors. */
export const startSix = async () => {
  const now = Date.now();
  const stack = await startTestStack({ oncallFile: oncallFile(now) });
  const token = await apiTokenOf(stack, 'act');
  const headers = { authorization: `Bearer ${token}` };
  /** Presses the button behind a link of the first mail. */
  const press = (one: Case, purpose: string, form: Record<string, string>) => {
    const mail = emails(stack).find(({ body }) => body.includes(idOf(one)))?.body ?? '';
    const link = new RegExp(`http\\S+/act/\\S+/${purpose}\\?\\S+`).exec(mail)?.[0] ?? '';
    return fetch(link, { method: 'POST', body: new URLSearchParams(form) });
  };
  const stored = async (one: Case) =>
    (await incidents(stack)).find(({ incidentId }) => incidentId === idOf(one));
  const fail = async (one: Case): Promise<void> => {
    const url = one === 'test' ? stack.webhookUrlOf('test-alert') : stack.webhookUrl;
    await post(url, { code: one === 'test' ? 0 : 503, endpoint: ENDPOINTS[one], message: 'Down' });
    const isSuppressed = one === 'quiet' || one === 'maintenance';
    await until(`${one} is ${isSuppressed ? 'grouped' : 'alerted'}`, async () => {
      const incident = await stored(one);
      return isSuppressed ? incident !== undefined : incident?.lastSent?.sms !== undefined;
    });
  };
  for (const one of CASES.filter((name) => name !== 'test')) await fail(one);
  await press('acknowledged', 'acknowledge', { actor: 'Sara' });
  await press('silenced', 'silence', { until: '1h', reason: 'They deploy', actor: 'Sara' });
  await stack.sweep();
  await fail('test'); // after the sweep, which would end it
  return { stack, cookie: await signedInCookie(stack), headers };
};
export type Six = Awaited<ReturnType<typeof startSix>>;

const Row = z.looseObject({ incidentId: z.string() });

/** Everything that each surface says, as it is now. */
export const surfacesOf = async ({ stack, cookie, headers }: Six) => {
  const page = async (path: string): Promise<string> =>
    (await fetch(new URL(path, stack.url), { headers: { cookie } })).text();
  const api = async (path: string) => fetch(`${stack.url}/api/v1${path}`, { headers });
  const [home, open, csv] = await Promise.all([
    page('/console'),
    api('/incidents?state=open').then(async (answer) => ApiIncidents.parse(await answer.json())),
    api('/incidents.csv?state=open').then((answer) => answer.text()),
  ]);
  const lines = z.array(Row).parse(parse(csv, { bom: true, columns: true }));
  const rowIn = (id: string): string =>
    wordsOf(home.split('<li').find((part) => part.includes(`/console/incidents/${id}"`)) ?? '');
  const messagesOf = (of: (stack: Stack) => ReturnType<typeof emails>, id: string) =>
    of(stack)
      .filter(({ body, attributes }) => body.includes(id) && attributes['kind'] !== 'sign-in')
      .toReversed();
  const of = async (one: Case) => {
    const id = idOf(one);
    const mails = messagesOf(emails, id);
    const link = /http\S+\/act\/\S+\/view\?\S+/.exec(mails.at(-1)?.body ?? '')?.[0];
    return {
      home: rowIn(id),
      incident: wordsOf(await page(`/console/incidents/${id}`)),
      link: link === undefined ? undefined : wordsOf(await page(link)),
      emails: mails,
      sms: messagesOf(smses, id),
      api: ApiIncident.parse(await (await api(`/incidents/${id}`)).json()),
      listed: open.items.find(({ incidentId }) => incidentId === id),
      csv: lines.find(({ incidentId }) => incidentId === id),
    };
  };
  const placeOf = (one: Case): number => home.indexOf(`/console/incidents/${idOf(one)}"`);
  return {
    home: wordsOf(home),
    order: CASES.filter((one) => placeOf(one) >= 0).toSorted((a, b) => placeOf(a) - placeOf(b)),
    total: open.total,
    csvRows: lines.length,
    open: await of('open'),
    acknowledged: await of('acknowledged'),
    silenced: await of('silenced'),
    quiet: await of('quiet'),
    maintenance: await of('maintenance'),
    test: await of('test'),
  };
};

export { at };
