import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FALLBACK_SUBJECT, subjectOf } from '../../../../lib/messages/formats/subject.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { anyAlert, anyText } from '../arbitrary.ts';
import { at, contextAt, incident, opened, probed, resolved } from '../fixtures.ts';

/** What SNS and every mail client take: 1 to 99 printable ASCII signs, a letter or digit first, no blank at an end or doubled. */
const isGoodSubject = (subject: string): boolean => {
  if (subject.length < 1 || subject.length > 99) return false;
  for (let index = 0; index < subject.length; index++) {
    const unit = subject.charCodeAt(index);
    if (unit < 32 || unit > 126) return false;
    if (unit === 32 && (index === 0 || index === subject.length - 1 || subject.charCodeAt(index - 1) === 32))
      return false;
  }
  return /^[A-Za-z0-9]/.test(subject);
};

const anyName = anyText(60).filter((name) => name.length > 0);

test('any incident under any name has a subject that SNS takes', () => {
  fc.assert(
    fc.property(anyAlert, anyName, (alert, name) => {
      const context = contextAt(10, { endpoints: [{ url: 'https://api.shop.example:8443/', name }] });
      const digest = renderDigest([alert, opened()], ['email'], context);
      for (const subject of [subjectOf(alert, context), digest.subject]) {
        expect({ subject, isGood: isGoodSubject(subject) }).toEqual({ subject, isGood: true });
      }
    }),
    { numRuns: 300 },
  );
});

test('the constant subject is one that SNS takes', () => {
  expect(isGoodSubject(FALLBACK_SUBJECT)).toBe(true);
});

describe('what stands in it', () => {
  const longHost = `${'very-long-name.'.repeat(5)}shop.example`;

  test('the id is never cut, and a host that has no room is left out', () => {
    const subject = subjectOf(opened({ endpoint: `https://${longHost}/hooks/orders` }), contextAt(0));
    expect(subject).toBe('OPEN Orders webhook: app down or overloaded, 1+ lost (k3m9x2p4q7ra-1)');
  });

  test('the longest id of a source is whole', () => {
    const incidentId = `source:${'s'.repeat(64)}-1234567`;
    const { endpoint, ...rest } = incident({ incidentId, cause: 'unreadable' });
    expect(subjectOf({ ...opened(), incident: rest }, contextAt(0))).toContain(`(${incidentId})`);
  });

  test.each([
    ['OPEN ', opened()],
    ['STILL FAILING ', { ...opened(), kind: 'changed' as const }],
    ['REMINDER ', { ...opened(), kind: 'reminder' as const }],
    ['RESOLVED ', resolved()],
    ['CLOSED BY SARA ', resolved({ probe: probed(503) })],
    ['CLOSED, UNVERIFIED ', resolved({ resolution: 'quiet' })],
  ])('%j comes first', (word, alert) => {
    expect(renderAlert(alert, ['email'], contextAt(80)).subject.startsWith(word)).toBe(true);
  });

  test('a name that ASCII cannot carry gives way to the family; accents are only dropped', () => {
    const named = (name: string) => contextAt(0, { endpoints: [{ url: 'https://api.shop.example/', name }] });
    expect(subjectOf(opened(), named('طلبات الرياض'))).toMatch(/^OPEN Orders webhook:/);
    expect(subjectOf(opened(), named('Café «Ñandú»'))).toMatch(/^OPEN Cafe "Nandu":/);
  });
});

describe('the subject of an escalation', () => {
  test.each([
    ['acknowledgement-ended', 'ACKNOWLEDGEMENT ENDED'],
    ['silence-ended', 'SILENCE ENDED'],
    ['unacknowledged', 'NOT ACKNOWLEDGED'],
    ['maintenance-ended', 'STILL FAILING'],
    ['still-fails', 'STILL FAILING'],
    [undefined, 'STILL FAILING'],
  ] as const)('because of %s begins with %s', (why, word) => {
    expect(subjectOf({ ...opened(), kind: 'escalated', why }, contextAt(15))).toBe(
      `${word} Orders webhook: app down or overloaded, 1+ lost in 15 min (k3m9x2p4q7ra-1)`,
    );
  });
});

describe('the subject of an end', () => {
  const ended = (over: Parameters<typeof resolved>[0]) => subjectOf(resolved(over), contextAt(80));

  test('by a person says that our own probe still fails, if it does', () => {
    expect(ended({ probe: probed(503) })).toBe(
      'CLOSED BY SARA Orders webhook: our probe still fails, 31+ lost (k3m9x2p4q7ra-1)',
    );
  });

  test('says how long it was down only from one minute on', () => {
    const down = (minutes: number) => ended({ lastAt: at(0), resolvedAt: at(minutes), count: 2 });
    expect(down(0.99)).toBe('RESOLVED Orders webhook: 2+ lost (k3m9x2p4q7ra-1)');
    expect(down(1)).toBe('RESOLVED Orders webhook: down 1 min, 2+ lost (k3m9x2p4q7ra-1)');
  });
});
