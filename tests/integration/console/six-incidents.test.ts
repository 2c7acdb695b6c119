import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiIncidents } from '../../../lib/domain/api/schemas.ts';
import { TEST_ALERT_ENDPOINT } from '../../../lib/domain/incidents/test-alert.ts';
import { incidents } from '../stack.ts';
import { at, CASES, type Case, type Six, startSix, surfacesOf } from './six-incidents.ts';

let six: Six;
let all: Awaited<ReturnType<typeof surfacesOf>>;
beforeAll(async () => {
  six = await startSix();
  all = await surfacesOf(six);
});
afterAll(() => six?.stack.stop());

const until = (one: Case): string => at(all[one].api.heldBack[0]?.until);

const SUPPRESSED = [
  [
    'acknowledged',
    'Acknowledged',
    'acknowledged',
    () => `Acknowledged by Sara until ${until('acknowledged')}`,
  ],
  ['silenced', 'Silenced', 'muted', () => `Silenced by Sara until ${until('silenced')}`],
  ['quiet', 'Waits', 'waits', () => `Held back by quiet hours until ${until('quiet')}`],
  [
    'maintenance',
    'In maintenance',
    'muted',
    () => `In maintenance (New menu database) until ${until('maintenance')}`,
  ],
] as const;

test.each(SUPPRESSED)(
  '%s: every surface says the same state, why nobody is alerted, and until when',
  (...row) => {
    const [name, state, attention, words] = row;
    const one = all[name];
    for (const surface of [one.home, one.incident, ...(one.link === undefined ? [] : [one.link])]) {
      expect(surface).toContain(words());
      expect(surface).toContain(` ${state} `);
      expect(surface).not.toMatch(/is being alerted now|is alerted at/);
    }
    expect(one.api).toMatchObject({ attention, isTest: false });
    expect(one.api.nextAlert).toBeUndefined();
    expect(one.listed).toEqual(one.api);
    expect(one.csv).toMatchObject({ attention, heldBackUntil: one.api.heldBack[0]?.until });
  },
);

test('open: every surface says who is alerted when', () => {
  const { open } = all;
  const next = `Level 2 is alerted at ${at(open.api.nextAlert?.at)} unless somebody acknowledges.`;
  for (const surface of [open.home, open.incident, open.link ?? '']) {
    expect(surface).toContain(next);
    expect(surface).toContain(' Open ');
  }
  expect(open.api).toMatchObject({ attention: 'needs-somebody', heldBack: [], nextAlert: { level: 2 } });
  expect(open.listed).toEqual(open.api);
  expect(open.csv).toMatchObject({ attention: 'needs-somebody', heldBackBy: '' });
  expect(open.sms).toHaveLength(1);
});

test('messages went out for what is not held back, and say what was done', () => {
  const kinds = (name: Case) => all[name].emails.map(({ attributes }) => attributes['kind']);
  expect(kinds('open')).toEqual(['opened']);
  expect(all.open.emails.at(-1)?.body).toContain(
    `Level 2 is alerted at ${at(all.open.api.nextAlert?.at)} if nobody acknowledges.`,
  );
  expect(kinds('acknowledged')).toEqual(['opened', 'acknowledged']);
  expect(kinds('silenced')).toEqual(['opened', 'silenced']);
  for (const name of ['quiet', 'maintenance'] as const)
    expect([kinds(name), all[name].sms]).toEqual([[], []]);
  expect(all.acknowledged.emails.at(-1)?.body).toContain(`No alert until ${until('acknowledged')}.`);
  expect(all.silenced.emails.at(-1)?.body).toContain(
    `Nothing until ${until('silenced')}, unless it recovers.`,
  );
  expect(all.silenced.emails.at(-1)?.body).toMatch(/\/act\/\S+\/unsilence\?/);
});

test('home counts five that fail, of which one needs somebody, and that one stands first', () => {
  expect(all.home).toContain('5 webhooks are failing');
  expect(all.home).toContain('At least 5 events lost.');
  expect(all.home).toContain(
    '1 needs somebody, 1 held back by quiet hours, 1 acknowledged, 2 silenced or in maintenance.',
  );
  expect(all.order[0]).toBe('open');
  expect(all.order[1]).toBe('quiet');
  expect(all.order[2]).toBe('acknowledged');
  expect(all.order.slice(3, 5).toSorted()).toEqual(['maintenance', 'silenced']);
  expect(all.order.slice(5)).toEqual(['test']); // in a section of its own
  expect([all.total, all.csvRows]).toEqual([5, 5]);
});

/** In no list of the API: neither among the open ones, nor among those of its month, nor where it is looked for. */
const inNoList = async (): Promise<void> => {
  const month = new Date().toISOString().slice(0, 'YYYY-MM'.length);
  const list = async (query: string) => {
    const answer = await fetch(`${six.stack.url}/api/v1/incidents?${query}`, { headers: six.headers });
    return ApiIncidents.parse(await answer.json());
  };
  const outages = CASES.filter((one) => one !== 'test').map((one) => all[one].api.incidentId);
  for (const query of ['state=open', 'state=open&sort=-count', `month=${month}`, `from=${month}`]) {
    const { items, total } = await list(query);
    expect([query, items.map(({ incidentId }) => incidentId).toSorted()]).toEqual([
      query,
      outages.toSorted(),
    ]);
    expect([query, total]).toEqual([query, outages.length]);
  }
  for (const wanted of ['source=test-alert', 'q=test-alert', `endpoint=${TEST_ALERT_ENDPOINT}`])
    for (const part of ['state=open', `month=${month}`])
      expect([wanted, (await list(`${part}&${wanted}`)).items]).toEqual([wanted, []]);
};

test('the test alert is no outage anywhere: it is marked, stands apart, and is over by itself', async () => {
  const { test: alert } = all;
  expect(alert.emails.every(({ subject }) => subject?.startsWith('TEST'))).toBe(true);
  expect(alert.sms[0]?.body).toContain('TEST');
  expect([alert.listed, alert.csv]).toEqual([undefined, undefined]);
  expect(alert.api).toMatchObject({ isTest: true, state: 'open', attention: 'test', steps: [] });
  expect(all.home).toContain(
    'Test alerts Test alert Test A test alert: nothing is broken, and nothing is lost.',
  );
  expect([alert.api.backfill, alert.api.nextAlert]).toEqual([undefined, undefined]);
  expect(alert.incident).toContain('nothing is broken');
  expect(alert.incident).not.toMatch(/lost since|fetch again|Do first/i);

  await inNoList();
  await six.stack.sweep();
  await inNoList();
  const stored = (await incidents(six.stack)).find(({ incidentId }) => incidentId === alert.api.incidentId);
  expect(stored).toMatchObject({ state: 'resolved', resolution: 'tested', listName: 'tests' });
  const after = await surfacesOf(six);
  expect(after.home).not.toContain('Test alerts');
  const tests = await fetch(`${six.stack.url}/console/test-alert`, { headers: { cookie: six.cookie } });
  expect(await tests.text()).toContain(alert.api.incidentId);
  expect([after.total, after.csvRows]).toEqual([5, 5]);
  expect(after.test.api).toMatchObject({ isTest: true, state: 'resolved' });
  expect(after.test.api.nextAlert).toBeUndefined();
});

test('a silence is ended by the link of its mail: the next surface says who is alerted', async () => {
  const mail = all.silenced.emails.at(-1)?.body ?? '';
  const link = /http\S+\/act\/\S+\/unsilence\?\S+/.exec(mail)?.[0] ?? '';
  expect(await (await fetch(link)).text()).toContain('End the silence');
  const answer = await fetch(link, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'actor=Huda',
  });
  const html = await answer.text();
  expect(html).toContain('Huda ended the silence.');
  expect(html).not.toContain('Silenced by');
  const after = await surfacesOf(six);
  expect(after.silenced.api).toMatchObject({ attention: 'needs-somebody', heldBack: [] });
  expect(after.silenced.home).toContain('is being alerted now');
  expect(after.home).toContain('2 need somebody');
});
