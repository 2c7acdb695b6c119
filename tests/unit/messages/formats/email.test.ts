import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { emailOf } from '../../../../lib/messages/formats/email.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { anyAlert } from '../arbitrary.ts';
import { at, contextAt, opened, probed, resolved, sentAt } from '../fixtures.ts';

const flat = (email: string): string => email.replace(/\s+/g, ' ');

describe('foreign text in an email', () => {
  test('forges no line, hides nothing and turns no direction, whatever it is', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        for (const email of [emailOf(alert, contextAt(10)), emailOfDigest([alert], contextAt(10))]) {
          expect(email).not.toMatch(/[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
          expect(email.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
          expect(email.isWellFormed()).toBe(true);
          expect(email).not.toMatch(/undefined|NaN|\[object/);
        }
      }),
    );
  });

  test('a message that looks like one of our lines stays inside its quotation', () => {
    const email = emailOf(
      opened({ sample: { at: at(0), message: 'x"\n\nRESOLVED Orders webhook\nNEXT\nSleep on.' } }),
      contextAt(0),
    );
    expect(email).not.toMatch(/^(?:RESOLVED|Sleep)/m);
  });

  test('secrets in an endpoint are not shown', () => {
    const alert = opened({
      endpoint: 'https://user:hunter2@api.shop.example/orders?token=hunter2#hunter2',
    });
    expect(emailOf(alert, contextAt(0))).not.toContain('hunter2');
  });

  test('Arabic is whole', () => {
    const message = 'رقم الطلب غير صالح';
    expect(emailOf(opened({ sample: { at: at(0), message } }), contextAt(0))).toContain(message);
  });
});

describe('the end of an incident', () => {
  test('says that nobody was told before, if so', () => {
    const { lastSent, ...unsent } = resolved().incident;
    expect(emailOf({ ...resolved(), incident: unsent }, contextAt(73))).toContain(
      'This is the first message about it',
    );
    expect(emailOf(resolved(), contextAt(73))).not.toContain('This is the first message about it');
  });

  test('names the person as typed, on one line', () => {
    expect(flat(emailOf(resolved({ resolvedBy: 'سارة\nNext' }), contextAt(73)))).toContain(
      'سارة Next closed this incident at 20:54. It had lasted 1 h 12 min. We have not checked',
    );
  });

  test.each([
    ['orders', 'Call the branches about orders'],
    ['menu', 'Read products, categories and prices'],
    ['loyalty', 'Read discounts and coupons'],
    ['customers', 'Read the customers created or updated'],
    ['installs', 'Compare the installs'],
    ['x', 'Find out which events'],
  ])('says what to fetch again: %s', (path, step) => {
    expect(emailOf(resolved({ endpoint: `https://api.shop.example/${path}` }), contextAt(73))).toContain(
      `\n1. ${step}`,
    );
  });
});

describe('how it ended', () => {
  const lines = (over: Partial<Incident>) => emailOf(resolved(over), contextAt(80)).split('\n').slice(0, 3);
  const lossWindow = {
    from: at(-4),
    fromReason: 'last-good-probe',
    to: at(70),
    toReason: 'first-good-probe',
  } as const;

  test('by our probes: it works, for how long it was down, and what was lost', () => {
    const byProbes = { resolution: 'probes', lossWindow, probeFailedAt: at(66) } as const;
    expect(lines({ ...byProbes, count: 58 })[0]).toBe(
      'Orders webhook works again. It was down for 1 h 10 min, and at least 58 events were lost.',
    );
    expect(lines({ ...byProbes, count: 1 })[0]).toContain('and at least 1 event was lost.');
    expect(lines({ ...byProbes, count: 0 })[0]).toBe(
      'Orders webhook works again. It was down for 1 h 10 min.',
    );
  });

  test('by a person while our probe fails: that this is not proven', () => {
    expect(lines({ probe: probed(503, { at: at(70) }), probeFailedAt: at(70) })[0]).toBe(
      'Sara closed this incident at 20:54. Our own probe still failed at 20:52 (app down or overloaded), so this is not proven.',
    );
    expect(lines({ probe: probed(200, { at: at(70) }) })[1]).toBe(
      'The server answered our own probe at 20:52 (HTTP 200).',
    );
  });

  test('what is to be fetched again stands right after it: which, from when to when in words and in UTC', () => {
    expect(emailOf(resolved({ resolution: 'probes', lossWindow }), contextAt(80))).toContain(
      `FETCH AGAIN
Orders created or changed between 19:38 and 20:52 (Riyadh).
From our last good probe before the first failure, to our first good probe after the last.
1. Call the branches about orders that may still be waiting: the kitchen may never have seen them.
2. List the orders of that time at Flavours and add those you do not have.
2026-06-12T16:38:07Z to 2026-06-12T17:52:07Z
`,
    );
  });
});

describe('the order of a mail', () => {
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
  const parts = (alert: Alert) => emailOf(alert, { ...contextAt(1), links }).split('\n\n');

  test('what fails, the verdict and what it cost, the one right action, the steps, and facts last', () => {
    const [headline, verdict, action, steps, next, others, facts] = parts(opened({ probe: probed(503) }));
    expect(headline).toBe('Orders webhook is failing (critical)');
    expect(verdict).toBe(
      'A server answers, but the application behind it is down or overloaded (HTTP 503). Our own probe got 503 too.\nAt least 1 event lost since 19:42 (Riyadh).',
    );
    expect(action).toMatch(
      /^ACKNOWLEDGE \(no further alerts for 30 minutes\):\nhttps:\S+\/acknowledge\?\S+$/,
    );
    expect(steps).toMatch(/^DO FIRST\n1\. /);
    expect(next).toMatch(/^NEXT\n/);
    expect(others).toMatch(
      /^OTHER ACTIONS\nSilence it:\nhttps:\S+\nIt works again:\nhttps:\S+\nSee everything:\n/,
    );
    expect(facts).toMatch(/^FACTS\nEndpoint: https:.*\n[\s\S]*\nIncident k3m9x2p4q7ra-1\n$/);
  });

  test('the time zone is named once, and UTC stands in the facts alone', () => {
    const mail = parts(opened());
    expect(mail.join('\n').match(/Riyadh/g)).toHaveLength(1);
    expect(mail.slice(0, -1).join('\n')).not.toContain('UTC');
  });

  test('a post that nobody could read: its text and what was expected, and no command on a laptop', () => {
    const raw = '{"endpoint": "orders", "key": "sk_live_51H8abcdefghijklmnop"}';
    const unread = opened({
      endpoint: undefined,
      cause: 'unreadable',
      sample: { at: at(0), message: 'expected an absolute URL', raw },
    });
    const mail = emailOf(unread, { ...contextAt(1), links });
    expect(mail).toContain(
      'What was posted last:\n{"endpoint": "orders", "key": "***"}\nWhat was expected:\n{"code": 503,',
    );
    expect(mail).toContain('DO FIRST\n1. Read the raw text that was kept');
    expect(mail).not.toContain('aws ');
    expect(
      emailOf(
        { ...resolved(), incident: { ...resolved().incident, ...unread.incident, state: 'resolved' } },
        contextAt(2),
      ),
    ).toContain('What was posted last:\n{"endpoint": "orders"');
  });
});

describe('what an email says of an incident that goes on', () => {
  const email = (alert: Alert, minute = 20) => emailOf(alert, contextAt(minute));
  const escalated = (level: number, why: Alert['why'] = 'unacknowledged'): Alert => ({
    ...opened({ lastSent: sentAt(0, { cycleStartedAt: at(0) }), acknowledgedBy: 'Sara' }),
    kind: 'escalated',
    reason: '',
    why,
    level,
  });

  test('why it comes again, and to whom it goes', () => {
    expect(email(escalated(1))).toContain('\nNobody has acknowledged it for 20 min.\n');
    expect(email(escalated(2))).toContain('for 20 min. This goes to levels 1 and 2.\n');
    expect(email(escalated(3))).toContain('This goes to levels 1 to 3.');
    expect(email(escalated(1, 'acknowledgement-ended'))).toContain(
      'The acknowledgement by Sara ended, and it still fails.',
    );
    expect(email(escalated(1, 'silence-ended'))).toContain('The silence is over, and it still fails.');
    expect(email({ ...escalated(1, 'maintenance-ended'), kind: 'reminder' })).toContain(
      'The maintenance is over',
    );
    expect(email({ ...opened(), kind: 'reminder', level: 2 })).not.toContain('This goes to');
  });

  test('what is new since the last message', () => {
    const grown = {
      ...opened({ count: 9, lastSent: sentAt(0, { cause: 'dns', count: 2 }) }),
      kind: 'changed' as const,
    };
    expect(email(grown)).toContain(
      'New since the last message: 7 more, 9 in all.\nThe cause has changed. Before: host name not found in DNS.\n',
    );
  });

  test('that quiet proves nothing, from the second message on', () => {
    const quiet = (kind: Alert['kind'], minute: number) =>
      email({ ...opened(), kind }, minute).includes('Quiet does not prove');
    expect([quiet('changed', 10), quiet('changed', 9.99), quiet('opened', 60)]).toEqual([true, false, false]);
  });

  test('that each new event is lost, where Flavours has not spoken', () => {
    const unheard = opened({ count: 0, cause: 'dns', probe: probed(503) });
    expect(email(unheard)).toContain(
      'Failing since 19:42 (Riyadh). While this lasts, each new event is lost.',
    );
    expect(email(unheard)).not.toMatch(/at least 0|Flavours said/);
  });
});
