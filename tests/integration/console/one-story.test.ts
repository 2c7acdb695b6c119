import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { IncidentJson } from '../../../lib/domain/api/incident-json.ts';
import { ApiIncident } from '../../../lib/domain/api/schemas.ts';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { lost, lostShort } from '../../../lib/domain/incidents/loss-words.ts';
import { incidentStory } from '../../../lib/domain/incidents/story.ts';
import { type Purpose, signLink } from '../../../lib/domain/security/signed-link.ts';
import { renderAlert, renderDigest } from '../../../lib/messages/render.ts';
import type { Alert, Context } from '../../../lib/messages/sections/message.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { minutesAgo, putAll } from '../../browser/world.ts';
import { oncall } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { startTestStack } from '../stack.ts';
import { isTest, KINDS } from './kinds-of-incidents.ts';
import { type Reader, readerOf } from './reading.ts';

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
let reader: Reader;

const page = async (path: string): Promise<string> => textOf(await reader.page(path));

const api = async (path: string): Promise<string> => {
  const answer = await reader.api(path);
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
  reader = await readerOf(stack);
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
