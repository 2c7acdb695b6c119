import { expect, test } from '@jest/globals';
import { TimeLine } from '../../../lib/console/components/timeline.tsx';
import type { Channel } from '../../../lib/domain/incidents/last-sent.ts';
import { contextAt, incident } from '../messages/fixtures.ts';

test.each<[Channel[], number, string]>([
  [['email'], 1, 'by email to level\u00a01'],
  [['email', 'sms'], 2, 'by email and SMS to levels 1 to\u00a02'],
  [['machines'], 3, 'to machines only, no person'],
])('an alert on %j says by what it went and to whom', (channels, level, expected) => {
  const { incidentId, openedAt: at } = incident();
  const entry = {
    incidentId,
    at,
    kind: 'resolved' as const,
    reason: 'x',
    level,
    channels,
    messageId: 'm',
    expiresAt: 1,
  };
  const html = String(TimeLine({ view: contextAt(5), incident: incident(), entries: [entry] }));
  expect(html).toContain(`Alert <strong>resolved</strong> ${expected}</p>`);
});
