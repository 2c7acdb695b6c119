import { describe, expect, test } from '@jest/globals';
import { endpointKey } from '../../../../lib/domain/endpoints/endpoint.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest, smsOfDigest, subjectOfDigest } from '../../../../lib/messages/formats/digest.ts';
import type { Telling } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, opened, recovered } from '../fixtures.ts';

const place = (path: string, host = 'api.shop.example'): Partial<Incident> => ({
  endpoint: `https://${host}/${path}`,
  incidentId: `${path}-1`,
  endpointKey: path,
});
const orders = (over: Partial<Incident> = {}) => opened({ ...place('orders'), ...over });
const menu = (over: Partial<Incident> = {}) => opened({ ...place('menu'), ...over });
const over = (of: Partial<Incident> = {}) => recovered({ ...place('loyalty'), ...of });
const unread = opened({ endpoint: undefined, incidentId: 'source:main-1', count: 100, cause: 'unreadable' });

const email = (...tellings: Telling[]) => emailOfDigest(tellings, contextAt(1));
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('a digest counts', () => {
  const head = (...tellings: Telling[]) => subjectOfDigest(tellings, contextAt(1)).split(';')[0];

  test('what fails, what is over, and what was lost', () => {
    expect(head(orders(), menu({ count: 4 }))).toBe('DIGEST 2 open, 5+ lost');
    expect(head(orders(), over({ count: 3 }))).toBe('DIGEST 1 open, 1 closed, 4+ lost');
    expect(head(over({ count: 3 }))).toBe('DIGEST 1 closed, 3+ lost');
    expect(head()).toBe('DIGEST 0 open');
    expect(head(orders({ count: 0 }), menu({ count: 0 }))).toBe('DIGEST 2 open');
    expect(smsOfDigest([], contextAt(1))).toBe('DIGEST: webhooks, 0 open.');
  });

  test('no post that nobody could read as a lost event', () => {
    expect(head(orders(), unread)).toBe('DIGEST 2 open, 1+ lost');
    expect(email(unread)).toContain('Posts that we could not read\n  OPEN');
    expect(flat(email(unread))).toContain('100 posts since 19:42');
  });
});

describe('the worst of a digest', () => {
  const worst = (...tellings: Telling[]) =>
    /\((.*)-1\)/.exec(subjectOfDigest(tellings, contextAt(1)).split('worst: ')[1] ?? '')?.[1];

  test('still fails, whatever is over', () => {
    expect(worst(over({ ...place('orders'), count: 99 }), menu())).toBe('menu');
  });
  test('is the most severe, whatever was lost', () => {
    expect(worst(menu({ count: 99 }), orders())).toBe('orders');
  });
  test('is where most was lost, of the same severity', () => {
    expect(worst(orders({ count: 2 }), orders({ ...place('order-created'), count: 3 }))).toBe(
      'order-created',
    );
  });
  test('is the first of the same', () => {
    expect(worst(menu(), menu({ ...place('categories') }))).toBe('menu');
  });
  test('is in the email with what to check first, while it fails', () => {
    expect(flat(email(menu(), orders()))).toContain(
      'Worst Orders webhook (orders-1). Are the application and its load balancer healthy?',
    );
    expect(email(over())).not.toContain('Worst');
  });
});

test('an SMS has the worst, and since when', () => {
  expect(smsOfDigest([menu(), orders({ openedAt: at(-3) })], contextAt(1))).toBe(
    'DIGEST: webhooks, 2 open, at least 2 lost. Worst: Orders webhook, app down or overloaded. Since 19:39 +03. Incident orders-1',
  );
});

describe('what all that fail have in common', () => {
  const common = (...tellings: Telling[]) =>
    /Common (.* what they share\.)/.exec(flat(email(...tellings)))?.[1];

  test('is a host, a cause, or both', () => {
    expect(common(orders(), menu())).toBe(
      'All that fail are on one host. All that fail have the same cause. Look first for what they share.',
    );
    expect(common(orders(), menu({ cause: 'dns' }))).toBe(
      'All that fail are on one host. Look first for what they share.',
    );
    expect(common(orders(), menu(place('menu', 'b.example')))).toBe(
      'All that fail have the same cause. Look first for what they share.',
    );
  });

  test('is nothing where they share nothing, or one fails alone', () => {
    expect(common(orders(), menu({ ...place('menu', 'b.example'), cause: 'dns' }))).toBeUndefined();
    expect(common(orders(), over())).toBeUndefined();
    expect(common(orders(), menu(), over({ ...place('loyalty', 'b.example'), cause: 'dns' }))).toContain(
      'one host. All that fail have the same cause',
    );
  });
});

describe('the members of a digest', () => {
  test('stand by severity, then under their host, the most lost first, and what nobody could read after the rest', () => {
    const text = email(
      unread,
      menu({ ...place('menu', 'a.example'), count: 900 }),
      orders({ ...place('orders', 'b.example'), count: 2 }),
      menu({ ...place('categories', 'b.example'), count: 5 }),
      orders({ ...place('order-created', 'b.example'), count: 3 }),
      orders({ ...place('neworders', 'c.example'), count: 7 }),
      over({ ...place('loyalty', 'a.example'), count: 5000 }),
    );
    const heads = text.split('\n').filter((line) => /^\w\.example$|^Posts/.test(line));
    expect(heads).toEqual([
      'c.example',
      'b.example',
      'Posts that we could not read',
      'a.example',
      'b.example',
      'a.example',
    ]);
    const ids = [...text.matchAll(/^ {4}https\S+ {2}(\S+-1)$/gm)].map(([, id]) => id);
    expect(ids).toEqual([
      'neworders-1',
      'order-created-1',
      'orders-1',
      'menu-1',
      'categories-1',
      'loyalty-1',
    ]);
  });

  test('begin with the one that oncall.yml names, whatever others of its severity have lost', () => {
    const url = 'https://shop.example/hooks/orders';
    const named = contextAt(1, { endpoints: [{ url, name: 'Riyadh orders' }] });
    const flood = Array.from({ length: 44 }, (_, index) =>
      orders({ ...place(`orders${index}`, 'a.example'), count: 100 + index }),
    );
    const known = orders({ endpointKey: endpointKey(url), endpoint: url, count: 1 });
    const all = [...flood, known];
    expect(/^ {2}OPEN (.*?) \(/m.exec(emailOfDigest(all, named))?.[1]).toBe('Riyadh orders');
    expect(smsOfDigest(all, named)).toContain('Worst: Riyadh orders');
    expect(subjectOfDigest(all, named)).toContain('worst: Riyadh orders');
  });

  test('have state, name, severity, cause, loss and times', () => {
    const text = flat(email(menu({ count: 4 }), over({ count: 3, lastAt: at(20) })));
    expect(text).toContain(
      'OPEN Products webhook (warning): app down or overloaded, 4+ lost since 19:42 https://api.shop.example/menu menu-1',
    );
    expect(text).toContain(
      'RESOLVED Loyalty webhook: 3+ lost, 19:42 to 20:02 https://api.shop.example/loyalty loyalty-1',
    );
  });

  test('have address and id in one line of 78 where they fit, the id in a line of its own where not', () => {
    const lines = (length: number) => {
      const path = 'x'.repeat(length - 'https://api.shop.example/'.length);
      return email(orders({ ...place(path), incidentId: 'orders-1' })).split('\n');
    };
    // 4 before, 2 between, 8 for the id
    expect(lines(64).filter((line) => line.endsWith('  orders-1'))[0]).toHaveLength(78);
    expect(lines(65)).toContain('    orders-1');
    expect(lines(300).find((line) => line.includes('https:'))?.length).toBeLessThanOrEqual(164);
  });

  test('say how to close one that fails, and where to look, if there is a console', () => {
    const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
    const command = 'npm run resolve -- ID --stage prod --region eu-central-1';
    expect(email(orders())).toContain(command);
    expect(email(over())).not.toContain(command);
    const linked = emailOfDigest([orders()], { ...contextAt(1), links });
    expect(linked).not.toContain(command);
    expect(linked).toMatch(/^ {4}https:\/\/alerts\.shop\.example\/act\/orders-1\/view\?/m);
  });

  test('a digest is one email instead of as many as it has members', () => {
    expect(email(orders(), menu(), over())).toContain('One email instead of 3.');
    expect(email(orders({ count: 1 }))).toContain('At least 1 event lost.');
  });
});

test('all endpoints of a host fail only where more than one is named, and each of them fails', () => {
  const whole = 'all endpoints of this host';
  const named = (...paths: string[]) => ({
    endpoints: paths.map((path) => ({ url: `https://api.shop.example/${path}` })),
  });
  const key = (path: string) => endpointKey(`https://api.shop.example/${path}`);
  const both = [orders({ endpointKey: key('orders') }), menu({ endpointKey: key('menu') })];
  const elsewhere = { url: 'https://b.example/orders' };
  const { endpoints } = named('orders', 'menu');
  expect(emailOfDigest(both, contextAt(1, { endpoints: [...endpoints, elsewhere] }))).toContain(whole);
  expect(emailOfDigest(both.slice(0, 1), contextAt(1, { endpoints }))).not.toContain(whole);
  expect(emailOfDigest(both, contextAt(1, named('orders')))).not.toContain(whole);
  expect(emailOfDigest([orders(), menu()], contextAt(1, named()))).not.toContain(whole);
});

test('a digest tells what people did, since it counts as having told it', () => {
  const acts = Array.from({ length: 12 }, (_, index) => ({
    n: index + 1,
    kind: 'note' as const,
    by: 'Sara',
    at: at(index),
    text: `note ${index + 1} ${'x'.repeat(200)}`,
  }));
  const text = flat(email(orders({ acts }), menu()));
  expect(text).toContain('10 earlier actions are on the time-line.');
  expect(text).toContain('Sara noted: "note 11 x');
  expect(text).toContain('Sara noted: "note 12 x');
  expect(text).not.toContain('note 10');
  expect(text).not.toContain('x'.repeat(80));
});
