import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../lib/incident.ts';
import { emailOfDigest } from '../../lib/messages/digest.ts';
import { emailOf } from '../../lib/messages/email.ts';
import { FIRST_GAP_MINUTES, gapAfter } from '../../lib/owed.ts';
import { anyTelling } from './arbitrary.ts';
import { at, contextAt, incident, opened, recovered, toldAt } from './fixtures.ts';

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
      'by سارة Next. We have not checked',
    );
  });

  test.each([
    ['orders', 'List the orders created or updated'],
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
