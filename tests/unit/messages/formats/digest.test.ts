import { describe, expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { subjectOfDigest } from '../../../../lib/messages/formats/digest-subject.ts';
import { smsOfDigest } from '../../../../lib/messages/formats/sms-digest.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, opened, probed, resolved } from '../fixtures.ts';

const place = (path: string, host = 'api.shop.example'): Partial<Incident> => ({
  endpoint: `https://${host}/${path}`,
  incidentId: `${path}-1`,
  endpointKey: path,
});
const orders = (over: Partial<Incident> = {}) => opened({ ...place('orders'), ...over });
const menu = (over: Partial<Incident> = {}) => opened({ ...place('menu'), ...over });
const over = (of: Partial<Incident> = {}) => resolved({ ...place('loyalty'), ...of });
const unread = opened({ endpoint: undefined, incidentId: 'source:main-1', count: 100, cause: 'unreadable' });

const email = (...alerts: Alert[]) => emailOfDigest(alerts, contextAt(1));
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('the subject of a digest', () => {
  const subject = (...alerts: Alert[]) => subjectOfDigest(alerts, contextAt(1));

  test('says how many fail, how many of them are critical, the first of them, and what was lost', () => {
    expect(subject(orders(), menu({ count: 4 }))).toBe(
      'OPEN 2 webhooks: 1 critical, first Orders webhook, 5+ lost',
    );
    expect(subject(menu({ count: 4 }))).toBe('OPEN 1 webhook: first Products webhook, 4+ lost');
    expect(subject(orders({ count: 0 }))).toBe('OPEN 1 webhook: 1 critical, first Orders webhook');
    expect(subject(orders(), over({ count: 3 }))).toBe(
      'OPEN 1 webhook: 1 critical, first Orders webhook, 4+ lost, 1 closed',
    );
    expect(subject(over({ count: 3 }))).toBe('RESOLVED 1 webhook: 3+ lost');
    expect(subject(over({ count: 3, resolution: 'quiet' }), over())).toBe('CLOSED 2 webhooks: 34+ lost');
  });

  test('begins with what all of them have in common', () => {
    const each = (over: Partial<Alert>) => subject({ ...orders(), ...over }, { ...menu(), ...over });
    expect(each({ kind: 'acknowledged' })).toMatch(/^ACKNOWLEDGED 2 webhooks/);
    expect(each({ kind: 'silenced' })).toMatch(/^SILENCED 2 webhooks/);
    expect(each({ kind: 'escalated', why: 'unacknowledged' })).toMatch(/^NOT ACKNOWLEDGED 2 webhooks/);
    expect(each({ kind: 'reminder' })).toMatch(/^REMINDER 2 webhooks/);
    expect(each({ kind: 'changed' })).toMatch(/^STILL FAILING 2 webhooks/);
    expect(subject({ ...orders(), kind: 'reminder' }, menu())).toMatch(/^OPEN 2 webhooks/);
  });

  test('counts no post that nobody could read as a lost event', () => {
    expect(subject(orders(), unread)).toContain(', 1+ lost');
    expect(email(unread)).toContain('Error webhook posts we cannot read: 100 posts since 19:42');
  });

  test('has room for the longest name', () => {
    const endpoints = [{ url: 'https://api.shop.example/', name: 'n'.repeat(60) }];
    const long = subjectOfDigest(
      [orders({ count: Number.MAX_SAFE_INTEGER }), over()],
      contextAt(1, { endpoints }),
    );
    expect(long.length).toBeLessThanOrEqual(99);
    expect(long).toContain('nnn...');
  });
});

describe('the first of a digest', () => {
  const first = (...alerts: Alert[]) =>
    /first (.*?),/.exec(subjectOfDigest(alerts, contextAt(1, { endpoints })))?.[1];
  const endpoints = ['orders', 'menu', 'order-created', 'categories'].map((path) => ({
    url: `https://api.shop.example/${path}`,
    name: path,
  }));

  test('still fails, whatever is over', () => {
    expect(first(over({ ...place('orders'), count: 99 }), menu())).toBe('menu');
  });
  test('is the most severe, whatever was lost', () => {
    expect(first(menu({ count: 99 }), orders())).toBe('orders');
  });
  test('is where most was lost, of the same severity', () => {
    const other = orders({ ...place('order-created'), count: 3 });
    expect(first(orders({ count: 2 }), other)).toBe('order-created');
  });
  test('is the first of the same', () => {
    expect(first(menu(), menu({ ...place('categories') }))).toBe('menu');
  });
});

describe('an SMS about many', () => {
  test('says how many fail, how many are critical, the worst, and what was lost since when', () => {
    expect(smsOfDigest([menu(), orders({ openedAt: at(-3) })], contextAt(1))).toBe(
      '2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:39.',
    );
    expect(smsOfDigest([orders({ count: 0 })], contextAt(1))).toBe(
      '1 webhook fails, 1 critical, worst Orders webhook. Since 19:42.',
    );
    expect(smsOfDigest([orders(), over()], contextAt(1))).toContain(' 1 webhook over.');
  });

  test('says of what is over whether it works again or is closed, with the word of its subject', () => {
    const same = (...alerts: Alert[]) => {
      const word = smsOfDigest(alerts, contextAt(1)).split(':')[0];
      expect(subjectOfDigest(alerts, contextAt(1))).toMatch(new RegExp(`^${word} `));
      return smsOfDigest(alerts, contextAt(1));
    };
    expect(same(over())).toBe('RESOLVED: 1 webhook, 31+ lost.');
    expect(same(over({ resolution: 'probes', count: 0 }), over({ count: 0 }))).toBe('RESOLVED: 2 webhooks.');
    expect(same(over(), over({ resolution: 'quiet' }))).toBe('CLOSED: 2 webhooks, 62+ lost.');
    expect(same(over({ probe: probed(503) }))).toBe('CLOSED: 1 webhook, 31+ lost.');
  });

  test('cuts a long name where numbers are large, so that it says what was lost and since when', () => {
    const endpoints = [{ url: 'https://api.shop.example/', name: 'n'.repeat(40) }];
    const large = Number.MAX_SAFE_INTEGER;
    const failing = { count: large, critical: large, lost: large, since: at(-2), isWhole: false };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1, { endpoints }), failing })).toBe(
      `At least ${large} webhooks fail, ${large} critical, worst ${'n'.repeat(17)}.... ${large}+ lost since 19:40.`,
    );
  });

  test('counts as lost only what it counts as failing', () => {
    expect(smsOfDigest([orders(), over({ count: 900 })], contextAt(1))).toBe(
      '1 webhook fails, 1 critical, worst Orders webhook. 1+ lost since 19:42. 1 webhook over.',
    );
  });

  test('gives the number of all that fail now, not only of those that it is about', () => {
    const failing = { count: 12, critical: 3, lost: 40, since: at(-2), isWhole: true };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing })).toBe(
      '12 webhooks fail, 3 critical, worst Orders webhook. 40+ lost since 19:40.',
    );
    // What is counted from an index may be less than what is known.
    const less = { count: 1, critical: 0, lost: 0, isWhole: true };
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing: less }, 5)).toBe(
      '7 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.',
    );
    expect(smsOfDigest([orders(), menu()], { ...contextAt(1), failing: { ...less, isWhole: false } })).toBe(
      'At least 2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.',
    );
  });
});

describe('what all that fail have in common', () => {
  const head = (...alerts: Alert[]) => email(...alerts).split('\n')[0];

  test('is a host, or else a cause', () => {
    expect(head(orders(), menu())).toBe(
      '2 webhooks are failing, 1 of them critical. All on api.shop.example, so look there first.',
    );
    expect(head(orders(), menu(place('menu', 'b.example')))).toBe(
      '2 webhooks are failing, 1 of them critical. All with the same cause, so look first for what they share.',
    );
  });

  test('is nothing where they share nothing, or one fails alone', () => {
    const other = menu({ ...place('menu', 'b.example'), cause: 'dns' });
    expect(head(orders(), other)).toBe('2 webhooks are failing, 1 of them critical.');
    expect(head(orders(), over())).toBe('1 webhook is failing, and it is critical. 1 is over.');
    expect(head(menu(), menu({ ...place('categories', 'c.example'), cause: 'dns' }))).toBe(
      '2 webhooks are failing.',
    );
    expect(head(over())).toBe('1 webhook is over.');
    expect(head(over(), over())).toBe('2 webhooks are over.');
  });
});

describe('the members of a digest', () => {
  test('stand by severity, the most lost first, and what is over last', () => {
    const text = email(
      unread,
      menu({ ...place('menu', 'a.example'), count: 900 }),
      orders({ ...place('orders', 'b.example'), count: 2 }),
      orders({ ...place('order-created', 'b.example'), count: 3 }),
      over({ ...place('loyalty', 'a.example'), count: 5000 }),
    );
    const lines = text.split('\n').filter((line) => /^(?:CRITICAL|OTHERS|OVER)$|^[\w:-]+-1$/.test(line));
    expect(lines).toEqual([
      'CRITICAL',
      'order-created-1',
      'orders-1',
      'source:main-1',
      'OTHERS',
      'menu-1',
      'OVER',
      'loyalty-1',
    ]);
  });

  test('begin with the one that oncall.yml names, whatever others of its severity have lost', () => {
    const url = 'https://shop.example/hooks/orders';
    const named = contextAt(1, { endpoints: [{ url, name: 'Riyadh orders' }] });
    const flood = Array.from({ length: 44 }, (_, index) =>
      orders({ ...place(`orders${index}`, 'a.example'), count: 100 + index }),
    );
    const all = [...flood, orders({ endpointKey: endpointKey(url), endpoint: url, count: 1 })];
    expect(emailOfDigest(all, named)).toContain('CRITICAL\nRiyadh orders: app down');
    expect(smsOfDigest(all, named)).toContain('worst Riyadh orders');
    expect(subjectOfDigest(all, named)).toContain('first Riyadh orders');
  });

  test('are a line each: name, cause, loss and since when; with their address where they have no name of their own', () => {
    const text = email(menu({ count: 4 }), over({ count: 3, resolvedAt: at(20) }));
    expect(text).toContain(
      'Products webhook: app down or overloaded, at least 4 lost since 19:42\nhttps://api.shop.example/menu\nmenu-1\n',
    );
    expect(text).toContain(
      'Loyalty webhook: closed by Sara, at least 3 lost, 19:42 to 20:02\nhttps://api.shop.example/loyalty\nFetch again: 19:40 to 20:50 at least\nloyalty-1\n',
    );
    const endpoints = [{ url: 'https://api.shop.example/menu', name: 'Menu, Riyadh' }];
    expect(emailOfDigest([menu()], contextAt(1, { endpoints }))).toContain('lost since 19:42\nmenu-1\n');
    const long = email(orders({ ...place('x'.repeat(300)), incidentId: 'orders-1' }));
    expect(long.split('\n').find((line) => line.startsWith('https:'))?.length).toBeLessThanOrEqual(160);
  });

  test('say what became of each that is over', () => {
    const state = (of: Partial<Incident>) => /webhook: (.*?), /.exec(email(over(of)))?.[1];
    expect(state({ resolution: 'probes' })).toBe('resolved');
    expect(state({ resolution: 'quiet' })).toBe('closed');
    expect(email(over({ resolution: 'expired' }))).toContain('closed, unverified');
    expect(state({ resolution: 'stopped' })).toBe('monitoring stopped');
    expect(state({ resolvedBy: undefined })).toBe('closed by somebody');
    expect(email(over({ probe: probed(503) }))).toContain('closed by Sara, our probe still fails');
    expect(email({ ...orders({ state: 'acknowledged' }), kind: 'acknowledged' })).toContain('(acknowledged)');
  });
});

describe('the links of a digest', () => {
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
  const setId = '01JD0000000000000000000000';
  const acknowledged: Alert = { ...orders({ state: 'acknowledged' }), kind: 'acknowledged' };
  const linked = (...alerts: Alert[]) => emailOfDigest(alerts, { ...contextAt(1), links, setId });

  test('act on all at once; the acknowledgement right after the verdict', () => {
    const text = linked(orders(), menu(), over());
    expect(text.split('\n')[2]).toBe('ACKNOWLEDGE ALL 2 (no further alerts for 30 minutes):');
    expect(text.split('\n')[3]).toMatch(
      /^https:\/\/alerts\.shop\.example\/act\/set%3A01JD0{22}\/acknowledge\?e=\d+&s=\S+$/,
    );
    expect(text).toMatch(/\nSilence all 2:\nhttps:\S+\/silence\?\S+\nSee them:\nhttps:\S+\/console\n$/);
    expect(text).toContain('\norders-1\n');
  });

  test('are those of the one that is left, where it is one alone', () => {
    const text = linked(orders(), over(), over());
    expect(text.split('\n').slice(2, 4)).toEqual([
      'ACKNOWLEDGE (no further alerts for 30 minutes):',
      expect.stringMatching(/^https:\/\/alerts\.shop\.example\/act\/orders-1\/acknowledge\?/),
    ]);
    expect(text).toMatch(/\nSilence it:\nhttps:\S+\/act\/orders-1\/silence\?/);
    expect(text).not.toMatch(/ALL|set%3A/);
    // What somebody has already needs no answer, but can be silenced with the others.
    const one = linked(orders(), acknowledged, acknowledged);
    expect(one).toMatch(/\nACKNOWLEDGE \(.*\):\nhttps:\S+\/act\/orders-1\/acknowledge\?/);
    expect(one).toMatch(/\nSilence all 3:\nhttps:\S+\/act\/set%3A/);
  });

  test('say under them that others need somebody too', () => {
    const among = (more: number, ...alerts: Alert[]) =>
      emailOfDigest(alerts, { ...contextAt(1), links, setId, more });
    const see = 'https://alerts.shop.example/console';
    expect(among(5, orders(), menu()).split('\n').slice(4, 6)).toEqual([
      '5 more need somebody, besides what this message names:',
      see,
    ]);
    expect(among(1, orders(), over()).split('\n').slice(4, 6)).toEqual([
      '1 more needs somebody, besides what this message names:',
      see,
    ]);
    for (const text of [among(0, orders(), menu()), among(5, over()), among(5, acknowledged)])
      expect(text).not.toContain('besides');
    expect(emailOfDigest([orders(), menu()], { ...contextAt(1), more: 5 })).not.toContain('besides');
  });

  test('of an SMS are for what its number counts: a set, or the one alone', () => {
    const smsLinks = contextAt(1, { smsLinks: true });
    const link = (count: number, ...alerts: Alert[]) =>
      /act\/(\S+)\/acknowledge/.exec(
        smsOfDigest(alerts, {
          ...smsLinks,
          links,
          setId,
          failing: { count, critical: 0, lost: 0, isWhole: true },
        }),
      )?.[1];
    expect(link(2, orders(), menu())).toBe(`set%3A${setId}`);
    expect(link(4, orders(), over())).toBe(`set%3A${setId}`);
    expect(link(1, orders(), over())).toBe('orders-1');
    const unkept = smsOfDigest([orders(), menu()], { ...smsLinks, links });
    expect(unkept).toBe('2 webhooks fail, 1 critical, worst Orders webhook. 2+ lost since 19:42.');
  });

  test('are left out where there is nothing to act on together', () => {
    expect(linked(over(), over())).not.toMatch(/ALL|Silence/);
    expect(linked(acknowledged, acknowledged)).not.toContain('ACKNOWLEDGE');
    expect(emailOfDigest([orders(), menu()], { ...contextAt(1), links })).not.toContain('ALL');
  });

  test('without a console there is the command that closes one', () => {
    const command = 'npm run resolve -- ID --stage prod --region eu-central-1';
    expect(email(orders())).toContain(command);
    expect(email(over())).not.toContain(command);
    expect(linked(orders(), menu())).not.toContain(command);
  });
});

test('a digest tells what people did, since it counts as having told it', () => {
  const recentActions = Array.from({ length: 12 }, (_, index) => ({
    number: index + 1,
    kind: 'note' as const,
    actor: 'Sara',
    at: at(index),
    text: `note ${index + 1} ${'x'.repeat(200)}`,
  }));
  const text = flat(email(orders({ recentActions }), menu()));
  expect(text).toContain('10 earlier actions are on the time-line.');
  expect(text).toContain('Sara noted: "note 11 x');
  expect(text).toContain('Sara noted: "note 12 x');
  expect(text).not.toContain('note 10');
  expect(text).not.toContain('x'.repeat(80));
});
