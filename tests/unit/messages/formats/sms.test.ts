import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SMS_PREFIX, smsOf } from '../../../../lib/messages/formats/sms.ts';
import { renderAlert, renderDigest } from '../../../../lib/messages/render.ts';
import { anyTelling, anyText } from '../arbitrary.ts';
import { contextAt, incident, opened, recovered } from '../fixtures.ts';

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
    fc.property(anyTelling, anyName, (telling, name) => {
      const context = contextAt(10, { endpoints: [{ url: 'https://api.shop.example:8443/', name }] });
      for (const sms of [
        smsOf(telling, context),
        renderDigest([telling, opened()], ['sms'], context).sms ?? '',
      ]) {
        expect(septets(SMS_PREFIX + sms)).toBeLessThanOrEqual(160);
        expect(sms).toMatch(/^[A-Z]/);
        const words = sms.replace(/Incident \S*$/, ''); // the id must be as it is typed
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
    expect(smsOf({ ...opened(), incident: rest }, contextAt(0))).toContain(`Incident ${incidentId}`);
  });

  test('a name that holds an address loses its dots', () => {
    const context = contextAt(0, {
      endpoints: [{ url: 'https://api.shop.example/', name: 'https://api.shop.example [main]' }],
    });
    expect(smsOf(opened(), context)).toMatch(/^OPEN: https api shop example \(main\), app down/);
  });

  test('what does not fit goes, the sentence in the middle included', () => {
    const long = recovered({ count: Number.MAX_SAFE_INTEGER, resolvedBy: 'Somebody with a very long name' });
    const context = contextAt(80, {
      endpoints: [{ url: 'https://api.shop.example/', name: 'n'.repeat(60) }],
    });
    expect(smsOf(long, context)).toMatch(/^RESOLVED: n{37}\.\.\.\. Closed by .* Incident k3m9x2p4q7ra-1$/);
  });

  test('only who is called by SMS gets one', () => {
    expect(renderAlert(opened(), ['email'], contextAt(0)).sms).toBeUndefined();
    expect(renderAlert(opened(), ['sms'], contextAt(0)).email).toBeUndefined();
  });
});
