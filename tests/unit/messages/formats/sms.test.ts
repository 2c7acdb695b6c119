import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { verifyLink } from '../../../../lib/domain/security/signed-link.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { SMS_PREFIX } from '../../../../lib/messages/formats/sms-text.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { anyAlert, anyText } from '../arbitrary.ts';
import { at, contextAt, incident, opened, probed, resolved, sentAt } from '../fixtures.ts';

// 3GPP TS 23.038, tables 6.2.1 and 6.2.1.1, typed in from the standard and not from the code under test.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENSION = '\f^{}\\[~]|€';

const septets = (text: string): number => {
  let sum = 0;
  for (const sign of text)
    sum += BASIC.includes(sign) ? 1 : EXTENSION.includes(sign) ? 2 : Number.POSITIVE_INFINITY;
  return sum;
};

const looksLikeAddress = /:\/\/|www\.|[A-Za-z0-9]\.[A-Za-z]{2,}|@/i;
const anyName = anyText(60).filter((name) => name.length > 0);

test('any incident under any name fits one segment, and holds no address and no sign that networks spoil', () => {
  fc.assert(
    fc.property(anyAlert, anyName, (alert, name) => {
      const context = contextAt(10, { endpoints: [{ url: 'https://api.shop.example:8443/', name }] });
      for (const sms of [
        smsOf(alert, context),
        renderDigest([alert, opened()], ['sms'], context).sms ?? '',
      ]) {
        expect(septets(SMS_PREFIX + sms)).toBeLessThanOrEqual(160);
        expect(sms).toMatch(/^[A-Z0-9]/);
        const words = sms.replace(/ \S*$/, ''); // the id must be as it is typed
        expect(words).not.toMatch(looksLikeAddress);
        expect(words).not.toMatch(/[_[\]{}~^|\\`\n]/);
      }
    }),
    { numRuns: 300 },
  );
});

describe('what stands in it', () => {
  test('the id is whole, even the longest of a source', () => {
    const incidentId = `source:${'s_'.repeat(32)}-1234567`;
    const { endpoint, ...rest } = incident({ incidentId, cause: 'unreadable' });
    expect(smsOf({ ...opened(), incident: rest }, contextAt(0))).toContain(incidentId);
  });

  test('a name that holds an address loses its dots', () => {
    const context = contextAt(0, {
      endpoints: [{ url: 'https://api.shop.example/', name: 'https://api.shop.example [main]' }],
    });
    expect(smsOf(opened(), context)).toMatch(/^OPEN https api shop example \(main\): app down/);
  });

  test('what does not fit goes, the sentence in the middle included', () => {
    const long = resolved({ count: Number.MAX_SAFE_INTEGER, resolvedBy: 'Somebody with a very long name' });
    const context = contextAt(80, {
      endpoints: [{ url: 'https://api.shop.example/', name: 'n'.repeat(60) }],
    });
    expect(smsOf(long, context)).toMatch(/^RESOLVED n{37}\.\.\.: down 1 h 12 min, .* k3m9x2p4q7ra-1$/);
  });

  test('only who is called by SMS gets one', () => {
    expect(renderAlert(opened(), ['email'], contextAt(0)).sms).toBeUndefined();
    expect(renderAlert(opened(), ['sms'], contextAt(0)).email).toBeUndefined();
  });
});

describe('why an SMS comes again', () => {
  const lastSent = sentAt(0, { cycleStartedAt: at(0) });
  const again = (why: Alert['why'], over: Partial<Incident> = {}) =>
    smsOf(
      { ...opened({ count: 14, cause: 'timeout', lastSent, ...over }), kind: 'escalated', why, level: 2 },
      contextAt(15, { endpoints: [{ url: 'https://api.shop.example/', name: 'Orders, Riyadh' }] }),
    );

  test('nobody has acknowledged it: for how long, since when, and what was lost', () => {
    expect(again('unacknowledged')).toBe(
      'NOT ACKNOWLEDGED for 15 min: Orders, Riyadh, no answer in time. 14+ lost since 19:42. k3m9x2p4q7ra-1',
    );
  });

  test('an acknowledgement ran out: whose', () => {
    expect(again('acknowledgement-ended', { acknowledgedBy: 'Sara' })).toBe(
      'ACK ENDED (Sara): Orders, Riyadh still fails. 14+ lost since 19:42. k3m9x2p4q7ra-1',
    );
    expect(again('acknowledgement-ended')).toMatch(/^ACK ENDED: Orders/);
  });

  test('a silence is over', () => {
    expect(again('silence-ended')).toMatch(/^SILENCE ENDED: Orders, Riyadh still fails\. 14\+ lost/);
  });

  test('a name that is too long for it is cut, and that shows', () => {
    expect(again('acknowledgement-ended', { acknowledgedBy: 'Somebody with a very long name' })).toMatch(
      /^ACK ENDED \(Somebody with a v\.\.\.\): Orders, Riyadh still fails\./,
    );
  });

  test('for how long is said from one minute on, in a reminder too', () => {
    const said = (minutes: number, kind: 'escalated' | 'reminder') =>
      smsOf({ ...opened({ lastSent }), kind, why: 'unacknowledged' }, contextAt(minutes)).split('.')[0];
    expect(said(0.99, 'escalated')).toBe('NOT ACKNOWLEDGED: Orders webhook, app down or overloaded');
    expect(said(1, 'escalated')).toBe('NOT ACKNOWLEDGED for 1 min: Orders webhook, app down or overloaded');
    expect(said(120, 'reminder')).toBe('NOT ACKNOWLEDGED for 2 h: Orders webhook, app down or overloaded');
  });
});

describe('an SMS of an end', () => {
  const ended = (over: Partial<Incident>) => smsOf(resolved(over), contextAt(80));

  test('never calls resolved what our own probe still finds broken', () => {
    expect(ended({ probe: probed(503) })).toBe(
      'CLOSED BY SARA Orders webhook: our probe still fails, 31+ lost. Fetch again 19:40-20:50. k3m9x2p4q7ra-1',
    );
    expect(ended({ resolution: 'expired' })).toBe(
      'CLOSED, UNVERIFIED Orders webhook: our probe still fails, 31+ lost. Fetch again 19:40-20:50. k3m9x2p4q7ra-1',
    );
  });

  test('says for how long it was down, from one minute on in numbers', () => {
    const down = (minutes: number) => ended({ lastAt: at(0), resolvedAt: at(minutes), count: 2 });
    expect(down(0.99)).toMatch(/^RESOLVED Orders webhook: down for less than a minute, 2\+ lost\./);
    expect(down(1)).toMatch(/^RESOLVED Orders webhook: down 1 min, 2\+ lost\./);
  });

  test('says of what Flavours never reported no loss and nothing to fetch', () => {
    expect(ended({ count: 0, lastAt: at(0) })).toBe(
      'RESOLVED Orders webhook: down 1 h 12 min. k3m9x2p4q7ra-1',
    );
  });

  test('says of posts that nobody could read how many there were, and nothing to fetch', () => {
    expect(ended({ endpointKey: 'source:main', endpoint: undefined, count: 3 })).toBe(
      'RESOLVED Error webhook posts we cannot read: down 1 h 12 min, 3 posts. k3m9x2p4q7ra-1',
    );
  });
});

test.each([
  ['Asia/Kolkata', '22:12'],
  ['America/St_Johns', '14:12'],
  ['Asia/Riyadh', '19:42'],
])('a time in %s has no offset: a team knows its own zone', (timeZone, clock) => {
  expect(smsOf(opened(), contextAt(0, { timeZone }))).toContain(` 1+ lost since ${clock}. k3m9`);
});

describe('the link to acknowledge', () => {
  const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
  const sms = (alert: Alert, smsLinks: boolean) => smsOf(alert, { ...contextAt(0, { smsLinks }), links });

  test('is there only where a team has said so, and only while somebody is waited for', () => {
    expect(sms(opened(), false)).not.toContain('http');
    expect(sms(opened(), true)).toMatch(/ k3m9x2p4q7ra-1 https:\/\/alerts\.shop\.example\/act\/\S+$/);
    expect(sms(resolved(), true)).not.toContain('http');
    expect(smsOf(opened(), contextAt(0, { smsLinks: true }))).not.toContain('http');
  });

  test('has no sign that networks spoil, works, and leaves two segments of GSM-7', () => {
    for (let minute = 0; minute < 50; minute++) {
      const text = smsOf(opened(), { ...contextAt(minute, { smsLinks: true }), links });
      expect(septets(SMS_PREFIX + text)).toBeLessThanOrEqual(2 * 153);
      const url = new URL(/https:\S+/.exec(text)?.[0] ?? '');
      expect(url.search).not.toContain('_');
      const parts = {
        incidentId: 'k3m9x2p4q7ra-1',
        purpose: 'acknowledge',
        e: url.searchParams.get('e') ?? '',
        s: url.searchParams.get('s') ?? '',
      };
      expect(verifyLink(parts, [links.secret], new Date(at(minute)))).toBe('ok');
    }
  });
});
