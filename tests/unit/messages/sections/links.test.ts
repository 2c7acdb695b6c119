import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { emailOf } from '../../../../lib/messages/formats/email.ts';
import type { Alert } from '../../../../lib/messages/sections/message.ts';
import { at, contextAt, incident, opened, resolved, silenceOf } from '../fixtures.ts';

const links = { baseUrl: 'https://alerts.shop.example', secret: 'long enough to sign links with it' };
const purposesIn = (alert: Alert, minutesAfterOpening: number): string[] =>
  [
    ...emailOf(alert, { ...contextAt(minutesAfterOpening), links }).matchAll(/\/act\/[^/]+\/([a-z]+)\?/g),
  ].flatMap(([, purpose]) => purpose ?? []);

const silence = silenceOf('Omar', 20, 60);
const silenced: Partial<Incident> = {
  recentActions: [{ number: 1, kind: 'silenced', actor: 'Omar', at: at(20), until: at(80) }],
};

describe('the links of a mail', () => {
  test('offer to silence what is not silenced', () => {
    expect(purposesIn(opened(), 0)).toEqual(['acknowledge', 'silence', 'resolve', 'view']);
  });

  test('offer to end a silence while it lasts, whatever was done since', () => {
    const alert = {
      kind: 'silenced' as const,
      reason: 'Omar: silenced',
      silence,
      incident: incident(silenced),
    };
    expect(purposesIn(alert, 21)).toEqual(['unsilence', 'resolve', 'view']);
    const noted = incident({
      recentActions: [
        ...(silenced.recentActions ?? []),
        { number: 2, kind: 'note', actor: 'Sara', at: at(22), text: 'they restart it' },
      ],
    });
    const alertOfNote = { kind: 'note' as const, reason: 'Sara: note', silence, incident: noted };
    expect(purposesIn(alertOfNote, 23)).toEqual(['acknowledge', 'unsilence', 'resolve', 'view']);
  });

  test('offer to silence it again once the silence is over, or was ended', () => {
    const again = { kind: 'reminder' as const, why: 'silence-ended' as const, reason: 'the silence is over' };
    const open = incident(silenced);
    expect(purposesIn({ ...again, silence, incident: open }, 81)).toEqual([
      'acknowledge',
      'silence',
      'resolve',
      'view',
    ]);
    const ended = { ...silence, endedAt: at(30), endedBy: 'Huda' };
    expect(purposesIn({ ...again, silence: ended, incident: open }, 31)).toContain('silence');
  });

  test('of what is over, only look', () => {
    expect(purposesIn({ ...resolved(silenced), silence }, 25)).toEqual(['view']);
  });
});
