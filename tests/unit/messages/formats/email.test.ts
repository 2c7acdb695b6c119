import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FIRST_GAP_MINUTES, gapAfter } from '../../../../lib/domain/alerting/next-alert.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOfDigest } from '../../../../lib/messages/formats/digest.ts';
import { emailOf } from '../../../../lib/messages/formats/email.ts';
import type { Telling } from '../../../../lib/messages/sections/message.ts';
import { anyTelling } from '../arbitrary.ts';
import { at, contextAt, incident, opened, probed, recovered, toldAt } from '../fixtures.ts';

const flat = (email: string): string => email.replace(/\s+/g, ' ');

describe('foreign text in an email', () => {
  test('forges no line, hides nothing and turns no direction, whatever it is', () => {
    fc.assert(
      fc.property(anyTelling, (telling) => {
        for (const email of [emailOf(telling, contextAt(10)), emailOfDigest([telling], contextAt(10))]) {
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
      opened({ sample: { at: at(0), message: 'x"\n\nRECOVERED: Orders webhook\nNext      Sleep on.' } }),
      contextAt(0),
    );
    expect(email).not.toMatch(/^(?:RECOVERED|Next {6}Sleep)/m);
  });

  test('secrets in an endpoint are not shown', () => {
    const telling = opened({
      endpoint: 'https://user:hunter2@api.shop.example/orders?token=hunter2#hunter2',
    });
    expect(emailOf(telling, contextAt(0))).not.toContain('hunter2');
  });

  test('Arabic is whole', () => {
    const message = 'رقم الطلب غير صالح';
    expect(emailOf(opened({ sample: { at: at(0), message } }), contextAt(0))).toContain(message);
  });
});

describe('when the next message comes', () => {
  const next = (
    told: Incident['told'],
    kind: 'opened' | 'changed' | 'reminder',
    reminderMinutes = 60,
  ): string => {
    const telling = { kind, reason: '', incident: incident({ ...(told && { told }) }) };
    return flat(/^Next[\s\S]*?\.$/m.exec(emailOf(telling, contextAt(0, { reminderMinutes })))?.[0] ?? '');
  };

  test.each([
    ['opened' as const, undefined, '19:47', '20:42'],
    ['changed' as const, toldAt(-5), '19:52', '20:42'],
    ['changed' as const, toldAt(-5, { gapMinutes: 20 }), '20:22', '20:42'],
    ['reminder' as const, toldAt(-5, { gapMinutes: 20 }), '20:02', '20:42'],
  ])('after %s', (kind, told, growth, reminder) => {
    expect(next(told, kind)).toBe(
      `Next A message when the count has grown or the cause has changed, at ${growth} at the earliest; otherwise a reminder at ${reminder}.`,
    );
  });

  test('a reminder that comes before any growth could be told is all there is', () => {
    expect(next(toldAt(-5, { gapMinutes: 60 }), 'changed')).toBe('Next A reminder at 20:42.');
  });

  test('agrees with the rule that decides it', () => {
    expect(gapAfter('opened', undefined)).toBe(FIRST_GAP_MINUTES);
  });
});

describe('the end of an incident', () => {
  test('says that nobody was told before, if so', () => {
    const { told, ...untold } = recovered().incident;
    expect(emailOf({ ...recovered(), incident: untold }, contextAt(73))).toContain(
      'This is the first message about it',
    );
    expect(emailOf(recovered(), contextAt(73))).not.toContain('This is the first message about it');
  });

  test('names the person as typed, on one line', () => {
    expect(flat(emailOf(recovered({ resolvedBy: 'سارة\nNext' }), contextAt(73)))).toContain(
      'سارة Next closed this incident at 20:54. We have not checked',
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
    expect(emailOf(recovered({ endpoint: `https://api.shop.example/${path}` }), contextAt(73))).toContain(
      `  1. ${step}`,
    );
  });
});

describe('a digest', () => {
  const two = (one: Partial<Incident>, other: Partial<Incident>) =>
    emailOfDigest(
      [opened({ incidentId: 'a-1', ...one }), opened({ incidentId: 'b-1', ...other })],
      contextAt(0),
    );

  test('says what its members share', () => {
    expect(two({ cause: 'dns' }, { cause: 'tls' })).toContain('All that fail are on one host. Look first');
    expect(two({}, { endpoint: 'https://b.example/' })).toContain(
      'All that fail have the same cause. Look first',
    );
    expect(two({ cause: 'dns' }, { endpoint: 'https://b.example/' })).not.toContain('Common');
  });

  test('of what is over promises no more messages', () => {
    expect(emailOfDigest([recovered()], contextAt(80))).toContain('No more messages about these incidents.');
  });
});

describe('what an email says of an incident that goes on', () => {
  const email = (telling: Telling, minute = 20) => flat(emailOf(telling, contextAt(minute)));
  const escalated = (level: number): Telling => ({
    ...opened(),
    kind: 'escalated',
    reason: 'nobody came',
    level,
  });

  test('why it comes again, and to whom it goes', () => {
    expect(email(escalated(1))).toContain('Why Nobody came. ');
    expect(email(escalated(1))).not.toContain('So this goes to');
    expect(email(escalated(2))).toContain('Why Nobody came. So this goes to levels 1 and 2.');
    expect(email(escalated(3))).toContain('So this goes to levels 1 to 3.');
    expect(email({ ...opened(), kind: 'reminder', level: 2 })).not.toContain('So this goes to');
  });

  test('that quiet proves nothing, from the second message on', () => {
    const quiet = (kind: Telling['kind'], minute: number) =>
      email({ ...opened(), kind }, minute).includes('Quiet does not prove');
    expect([quiet('changed', 10), quiet('changed', 9.99), quiet('opened', 60)]).toEqual([true, false, false]);
  });

  test('how much each source has posted, five at most', () => {
    const sources = (count: number) =>
      email(
        opened({ sources: Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}`, 9 - n])) }),
      );
    expect(sources(1)).not.toContain('By source');
    expect(sources(5)).toContain('By source: s0 9, s1 8, s2 7, s3 6, s4 5. ');
    expect(sources(7)).toContain('s4 5, 2 more. ');
    expect(sources(7)).not.toContain('s5 4');
  });

  test('the cause that our own probe saw, where Flavours has not spoken', () => {
    const unheard = opened({ count: 0, cause: 'dns', probe: probed(503) });
    expect(email(unheard)).toContain(
      'Cause A server answers, but the application behind it is down or overloaded (HTTP 503).',
    );
    const { probe: _, ...unseen } = unheard.incident;
    expect(email({ ...unheard, incident: unseen })).toContain('Cause The host name does not exist in DNS.');
  });

  test('where to read what nobody could read, also when it is over', () => {
    const unread = recovered({ endpoint: undefined, cause: 'unreadable', sources: { main: 1, jeddah: 1 } });
    expect(email(unread)).toContain('If nobody has read them yet 1. Read what was posted last');
    expect(email(unread)).toContain('Source main, jeddah');
  });
});
