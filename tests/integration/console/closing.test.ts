import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../lib/domain/incidents/incident.ts';
import { type Purpose, signLink } from '../../../lib/domain/security/signed-link.ts';
import { CustomNotification } from '../../../lib/messages/formats/chat.ts';
import { renderAlert } from '../../../lib/messages/render.ts';
import type { Stack } from '../../../local/stack/stack.ts';
import { minutesAgo, putAll } from '../../browser/world.ts';
import { oncall, probed } from '../../unit/messages/fixtures.ts';
import { clientOf } from '../client.ts';
import { openIncident, sentAt } from '../open-incidents.ts';
import { startTestStack, incidents as storedIncidents } from '../stack.ts';
import { signedInCookie } from './signed-in.ts';

let stack: Stack;
let cookie: string;
let count = 0;
let failing: Incident;
let answering: Incident;

const incidentNow = async ({ incidentId }: Incident): Promise<Incident> => {
  const found = (await storedIncidents(stack)).find((one) => one.incidentId === incidentId);
  if (!found) throw new Error(`${incidentId} is gone`);
  return found;
};

const openedAt = new Date(minutesAgo(20));
const newIncident = (over: Partial<Incident>): Incident =>
  openIncident(`https://api.shop.example/hooks/orders/${count++}`, openedAt, {
    lastSent: sentAt(openedAt),
    ...over,
  });

const linkOf = ({ incidentId }: Incident, purpose: Purpose): string =>
  signLink(stack.url, stack.linkSecret, { incidentId, purpose, expiresAt: new Date(Date.now() + 60_000) });

const textOf = async (answer: Response): Promise<{ status: number; text: string }> => ({
  status: answer.status,
  text: (await answer.text())
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' '),
});

const get = async (url: string) => textOf(await fetch(url, { headers: { cookie } }));
const post = async (url: string, form: Record<string, string>) =>
  textOf(
    await fetch(url, {
      method: 'POST',
      headers: { origin: stack.url, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    }),
  );

beforeAll(async () => {
  stack = await startTestStack({ stream: false });
  cookie = await signedInCookie(stack);
});
afterAll(() => stack?.stop());

beforeEach(async () => {
  failing = newIncident({ probe: probed(503, { at: minutesAgo(3) }), probeFailedAt: minutesAgo(3) });
  answering = newIncident({ probe: probed(200, { at: minutesAgo(3) }) });
  const client = clientOf(stack.dynamodbEndpoint);
  await putAll(client, 'incidents', [failing, answering]);
  client.destroy();
});

describe('a page says what its button will do, and not that it is done', () => {
  test.each(['acknowledge', 'resolve', 'silence'] as const)('%s', async (purpose) => {
    for (const incident of [failing, answering]) {
      const { text } = await get(linkOf(incident, purpose));
      expect(text).toMatch(/This (?:closes|keeps|silences) /);
      expect(text).not.toMatch(/The incident is closed|everybody who heard of it is told|stay away/);
    }
  });

  test('closing alerts everybody', async () => {
    expect((await get(linkOf(answering, 'resolve'))).text).toContain(
      'This closes the incident and alerts everybody.',
    );
  });
});

describe('closing what our own probe still finds failing', () => {
  test('by a link: warned first, asked again, and only then closed', async () => {
    const link = linkOf(failing, 'resolve');
    const { text } = await get(link);
    expect(text).toContain('Our own probe still failed at');
    expect(text).toContain('Close it anyway');
    // A form that was opened before the probe failed knows of no warning.
    const refused = await post(link, { actor: 'Sara' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Our own probe still fails. Nothing was changed yet.');
    expect((await incidentNow(failing)).state).toBe('open');
    const closed = await post(link, { actor: 'Sara', anyway: 'yes' });
    expect(closed.text).toContain(
      'Closed by Sara. Our own probe still fails, so it is not announced as resolved.',
    );
    expect((await incidentNow(failing)).state).toBe('resolved');
  });

  test('in the console: asked once more', async () => {
    const actions = `${stack.url}/console/incidents/${failing.incidentId}/act`;
    const asked = await post(actions, { actor: 'Sara', kind: 'resolve' });
    expect(asked.text).toContain('Close it while our probe fails?');
    expect(asked.text).toContain('It is not announced as resolved.');
    expect((await incidentNow(failing)).state).toBe('open');
    await post(actions, { actor: 'Sara', kind: 'resolve', anyway: 'yes' });
    expect((await incidentNow(failing)).state).toBe('resolved');
  });

  test('is announced as closed by whoever did, on every channel and page, and never as recovered', async () => {
    await post(linkOf(failing, 'resolve'), { actor: 'Sara', anyway: 'yes' });
    const incident = await incidentNow(failing);
    const context = { oncall, now: Date.now(), place: { stage: 'local', region: 'us-east-1' } };
    const alert = { kind: 'resolved' as const, reason: 'the incident was closed', incident };
    const {
      subject,
      email = '',
      sms = '',
      chat = '',
      machine,
    } = renderAlert(alert, ['email', 'sms'], context);
    expect(subject).toMatch(/^CLOSED BY SARA Orders webhook: our probe still fails/);
    expect(email).toMatch(
      /^Sara closed this incident at [\w ]*\d\d:\d\d\. Our own probe still failed at [\w ]*\d\d:\d\d \(app down or overloaded\), so this is not proven\.\n/,
    );
    expect(sms).toContain('CLOSED BY SARA');
    expect(sms).toMatch(/our probe still fails/i);
    const page = (await get(`${stack.url}/console/incidents/${incident.incidentId}`)).text;
    expect(page).toContain('our probe still fails');
    expect(page).toContain('so this is not proven');
    const { content } = CustomNotification.parse(JSON.parse(chat));
    const shown = `${content.title} ${content.description}`;
    expect(shown).toContain('CLOSED BY SARA');
    expect(JSON.parse(machine)).toMatchObject({ stillFailing: { cause: 'unavailable' } });
    for (const message of [subject, email, sms, shown, page.split('Raw fields')[0] ?? ''])
      expect(message).not.toMatch(/\brecovered\b|\bRESOLVED\b|works again\./);
  });

  test('what our probe finds well is closed at once', async () => {
    const { text } = await get(linkOf(answering, 'resolve'));
    expect(text).not.toContain('still failed');
    const closed = await post(linkOf(answering, 'resolve'), { actor: 'Sara' });
    expect(closed.text).toContain('Resolved by Sara.');
  });
});

test('after a close by link the page says what to fetch again', async () => {
  const closed = await post(linkOf(answering, 'resolve'), { actor: 'Sara' });
  expect(closed.text).toContain('Fetch again');
  expect(closed.text).toContain('Call the branches about orders that may still be waiting');
  expect(closed.text).toMatch(/\d\d\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC to /);
  // Whoever opens the link later sees it too.
  expect((await get(linkOf(answering, 'view'))).text).toContain('Fetch again');
});
