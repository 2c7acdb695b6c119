import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { IncidentJson } from '../../../lib/domain/api/incident-json.ts';
import { ApiIncident } from '../../../lib/domain/api/schemas.ts';
import { floodKey } from '../../../lib/domain/incidents/flood.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { lost, lostShort } from '../../../lib/domain/incidents/loss-words.ts';
import { incidentStory } from '../../../lib/domain/incidents/story.ts';
import { TEST_ALERT_ENDPOINT, TEST_ALERT_SOURCE } from '../../../lib/domain/incidents/test-alert.ts';
import { type Purpose, signLink } from '../../../lib/domain/security/signed-link.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Context } from '../../../lib/messages/sections/message.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { minutesAgo, putAll } from '../../browser/world.ts';
import { oncall, probed } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { openIncident } from '../open-incidents.ts';
import { startTestStack } from '../stack.ts';
import { apiTokenOf } from './api-token.ts';
import { signedInCookie } from './signed-in.ts';

const SEEN = minutesAgo(19);
const answered = (status: number) => probed(status, { at: SEEN });
const refused = probed(0, {
  at: SEEN,
  outcome: { kind: 'failed', stage: 'tcp', reason: 'refused', code: 'ECONNREFUSED' },
  answer: undefined,
});
const expired = probed(0, {
  at: SEEN,
  outcome: { kind: 'failed', stage: 'tls', reason: 'certificate-expired', code: 'CERT_HAS_EXPIRED' },
  answer: undefined,
});

const incidentAt = (path: string, over: Partial<Incident> = {}): Incident =>
  openIncident(`https://api.shop.example/hooks/${path}`, new Date(minutesAgo(20)), over);

const posted = (code: number) => ({ codes: { [code]: 1 }, sample: { at: minutesAgo(20), code } });

const unreadable = (): Incident => {
  const { endpoint: _, ...rest } = incidentAt('unread', {
    endpointKey: 'source:jeddah',
    incidentId: 'source:jeddah-1',
    cause: 'unreadable',
    codes: {},
    sources: { jeddah: 1 },
    sample: { at: minutesAgo(20), message: '#/endpoint expected an absolute http or https URL' },
  });
  return rest;
};

const flood = (): Incident => {
  const { endpoint: _, ...rest } = incidentAt('flood', {
    endpointKey: floodKey('main'),
    incidentId: `${floodKey('main')}-1`,
    cause: 'flood',
    flood: {
      listed: [
        { endpointKey: 'k1', endpoint: 'https://a.example/', count: 3, lastAt: minutesAgo(19), code: 503 },
      ],
      unlisted: 0,
      sketch: ['k1'],
    },
  });
  return rest;
};

/** Kinds of incidents, each with what is to be said of it wherever it is spoken of. */
const KINDS: readonly (readonly [kind: string, incident: Incident, sentence: string])[] = [
  [
    'reported only',
    incidentAt('reported'),
    'Flavours says that a server answers, but the application behind it is down or overloaded (HTTP 503).',
  ],
  [
    'confirmed by our own probe',
    incidentAt('confirmed', { probe: answered(503), probeFailedAt: SEEN }),
    'A server answers, but the application behind it is down or overloaded (HTTP 503). Our own probe got 503 too.',
  ],
  [
    'another cause by our own probe',
    incidentAt('other', { probe: expired, probeFailedAt: SEEN }),
    'The server\'s TLS certificate has expired. Our own probe found this, but Flavours reports "app down or overloaded": two faults, or a changing one. Start with what our probe found.',
  ],
  [
    'unconfirmed: a server error that Flavours does not report',
    incidentAt('unconfirmed', { ...posted(0), cause: 'timeout', probe: answered(500), probeFailedAt: SEEN }),
    'Flavours says that it got no full answer in time. Our own probe, a bare GET, got 500: a second fault, or what it answers to every GET.',
  ],
  [
    'only Flavours is blocked, or it is over',
    incidentAt('blocked', { ...posted(0), cause: 'connect-timeout', probe: answered(200) }),
    'Flavours says that it could not connect in time: the host is down, or a firewall drops its packets. Our own probe succeeds (HTTP 200 in 180 ms): the outage is over, or only Flavours is blocked.',
  ],
  [
    'a refusal that wants a signature',
    incidentAt('signature', { ...posted(401), cause: 'unauthorized', probe: answered(401) }),
    'Flavours says that your side does not let it in (HTTP 401). Our own probe got 401, which proves nothing: it neither signs its request nor posts an event.',
  ],
  [
    'a refusal by a firewall',
    incidentAt('firewall', { ...posted(403), cause: 'unauthorized', probe: answered(403) }),
    'Flavours says that your side does not let it in (HTTP 403). Our own probe got 403, which proves nothing: it neither signs its request nor posts an event.',
  ],
  [
    'opened by our own probes',
    incidentAt('probes', {
      count: 0,
      codes: {},
      sources: {},
      cause: 'connection',
      sample: { at: minutesAgo(20) },
      probe: refused,
      probeFailedAt: SEEN,
    }),
    'The server refuses connections, or nothing listens there. Our own probe found this. Flavours has reported no lost event yet.',
  ],
  [
    'unreadable',
    unreadable(),
    'Something was posted to our error webhook that we could not read (why: see Facts). It may report a failing webhook.',
  ],
  [
    'flood',
    flood(),
    'Flavours names more failing endpoints of one source than that may have incidents for; the rest are grouped here.',
  ],
  [
    'a test alert',
    openIncident(TEST_ALERT_ENDPOINT, new Date(minutesAgo(2)), {
      sources: { [TEST_ALERT_SOURCE]: 1 },
      codes: { 0: 1 },
    }),
    'This is a test alert: nothing is broken.',
  ],
];

const ENTITIES: Record<string, string> = { quot: '"', '#39': "'", amp: '&', lt: '<', gt: '>' };

/** What a person reads of a page. */
const textOf = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(quot|#39|amp|lt|gt);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ');

/** Without its capital, unless that is a name's: an SMS says it behind the cause. */
const insideSentence = (text: string): string =>
  text.startsWith('Flavours') ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** A digest has room for words: "at least 3 lost", "no loss reported yet", "1 post". */
const lostInDigest = (incident: Incident): string =>
  incident.count === 0
    ? 'no loss reported yet'
    : lostShort(incident).replace(/^(\d+)\+ lost$/, 'at least $1 lost');

const flat = (text: string): string => text.replace(/\s+/g, ' ');

let stack: Stack;
let cookie: string;
let token: string;

const page = async (path: string): Promise<string> => {
  const answer = await fetch(new URL(path, stack.url), { headers: { cookie } });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return textOf(await answer.text());
};

const api = async (path: string): Promise<string> => {
  const answer = await fetch(`${stack.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return answer.text();
};

const linkPage = async ({ incidentId }: Incident, purpose: Purpose): Promise<string> => {
  const expiresAt = new Date(Date.now() + 60_000);
  const answer = await fetch(signLink(stack.url, stack.linkSecret, { incidentId, purpose, expiresAt }));
  expect(answer.status).toBe(200);
  return textOf(await answer.text());
};

const context = (): Context => ({
  oncall,
  now: Date.now(),
  place: { stage: 'local', region: 'us-east-1' },
  links: { baseUrl: stack.url, secret: stack.linkSecret },
});

const isTest = ({ sources }: Incident): boolean => Object.hasOwn(sources, TEST_ALERT_SOURCE);

const tellingOf = (incident: Incident): Alert => ({
  kind: isTest(incident) ? 'test' : 'opened',
  reason: 'a new incident',
  incident,
});

beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(
    client,
    'incidents',
    KINDS.map(([, incident]) => incident),
  );
  client.destroy();
  cookie = await signedInCookie(stack);
  token = await apiTokenOf(stack, 'read');
});
afterAll(() => stack?.stop());

describe.each(KINDS)('%s: one story', (_, incident, sentence) => {
  const story = incidentStory(incident);
  const { incidentId } = incident;

  test('is the sentence that is meant', () => {
    expect(story.sentence.startsWith(sentence)).toBe(true);
  });

  test('on the page of the incident and behind each link in a mail', async () => {
    const pages = [
      await page(`/console/incidents/${encodeURIComponent(incidentId)}`),
      await linkPage(incident, 'view'),
      await linkPage(incident, 'acknowledge'),
      await linkPage(incident, 'resolve'),
    ];
    for (const text of pages) {
      if (isTest(incident)) expect(text).toMatch(/nothing is broken/i);
      else {
        expect(text).toContain(flat(story.known));
        if (story.verdict) expect(text).toContain(flat(story.verdict.sentence));
        if (story.area !== 'unknown') expect(text).toContain(story.area);
      }
      for (const { command } of story.steps) if (command !== undefined) expect(text).toContain(flat(command));
    }
  });

  test('in the API and in each export', async () => {
    const one = ApiIncident.parse(JSON.parse(await api(`/incidents/${encodeURIComponent(incidentId)}`)));
    expect(one).toMatchObject({ cause: story.cause, area: story.area, story: story.sentence });
    expect(one.verdict?.sentence).toBe(story.verdict?.sentence);
    expect(one.firstCheck).toBe(story.firstCheck);
    expect(one.steps.slice(0, story.steps.length)).toEqual(story.steps);
  });

  test('in email, chat and the machine form', () => {
    const { email = '', chat, machine } = renderAlert(tellingOf(incident), ['email', 'sms'], context());
    const parsed = IncidentJson.loose().parse(JSON.parse(machine));
    expect(parsed).toMatchObject({ cause: story.cause, area: story.area, story: story.sentence });
    expect(parsed.steps.slice(0, story.steps.length)).toEqual(story.steps);
    if (isTest(incident)) {
      expect(email).toMatch(/nothing is broken/i);
      return;
    }
    expect(flat(email)).toContain(flat(story.known));
    if (story.verdict) expect(flat(email)).toContain(flat(story.verdict.sentence));
    for (const { command } of story.steps) if (command !== undefined) expect(email).toContain(command);
    expect(chat).toContain(JSON.stringify(story.known.replace(/[<>&`*_~|[\]]+/g, ' ')).slice(1, -1));
  });

  test('in SMS, subject and digest: its cause and what our own probe says', () => {
    if (isTest(incident)) return;
    const { subject, sms = '' } = renderAlert(tellingOf(incident), ['email', 'sms'], context());
    expect(subject).toContain(story.short);
    expect(sms).toContain(story.short);
    if (story.verdict) expect(sms).toContain(`${story.short}, ${insideSentence(story.verdict.short)}.`);
    const digest = renderDigest([tellingOf(incident)], ['email', 'sms'], context());
    expect(flat(digest.email ?? '')).toContain(story.short);
    expect(digest.email).toContain(lostInDigest(incident));
  });
});

test('home and the CSV have the story of each', async () => {
  const home = await page('/console');
  const rows: Record<string, string>[] = parse(await api('/incidents.csv'), { bom: true, columns: true });
  for (const [, incident] of KINDS.filter(([, one]) => !isTest(one))) {
    const { short, status, verdict, cause, area, sentence } = incidentStory(incident);
    const words = `${short.charAt(0).toUpperCase()}${short.slice(1)}${status}: ${lost(incident)}.`;
    expect(home).toContain(verdict ? `${words} ${verdict.short}.` : words);
    expect(rows.find(({ incidentId }) => incidentId === incident.incidentId)).toMatchObject({
      cause,
      area,
      story: sentence,
      verdict: verdict?.sentence ?? '',
    });
  }
});

describe('an incident that our own probes opened', () => {
  const UNTRUE =
    /at least 0|\b0\+? (?:lost|events?)|\b0 notifications|first notification|last notification came|kept for 90 days/i;
  const [, incident] = KINDS.find(([kind]) => kind === 'opened by our own probes') ?? [];

  test('has no lost event and no notification, on no surface', async () => {
    if (!incident) throw new Error('there is no such kind');
    const message = renderAlert(tellingOf(incident), ['email', 'sms'], context());
    const over: Incident = {
      ...incident,
      state: 'resolved',
      resolution: 'person',
      resolvedBy: 'Sara',
      resolvedAt: minutesAgo(1),
    };
    const end = renderAlert(
      { kind: 'resolved', reason: 'closed', incident: over },
      ['email', 'sms'],
      context(),
    );
    const both = renderDigest([tellingOf(incident), tellingOf(incident)], ['email', 'sms'], context());
    const surfaces = {
      email: message.email,
      sms: message.sms,
      subject: message.subject,
      chat: message.chat,
      endEmail: end.email,
      endSms: end.sms,
      endSubject: end.subject,
      endChat: end.chat,
      digest: both.email,
      digestSms: both.sms,
      digestSubject: both.subject,
      page: await page(`/console/incidents/${incident.incidentId}`),
      link: await linkPage(incident, 'resolve'),
      api: JSON.parse(await api(`/incidents/${incident.incidentId}`)).summary,
    };
    const untrue = Object.entries(surfaces).filter(([, text]) => UNTRUE.test(flat(String(text))));
    expect(untrue).toEqual([]);
    expect(surfaces.page).toMatch(/nothing (?:was|has been) reported|Flavours has reported nothing/i);
  });
});
