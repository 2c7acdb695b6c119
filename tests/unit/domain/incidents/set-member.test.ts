import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { settledMember } from '../../../../lib/domain/incidents/set-member.ts';
import { at, incident, silenceOf } from '../../messages/fixtures.ts';

const NOW = new Date(at(30));
const resolved = (over: Partial<Incident> = {}) =>
  incident({ state: 'resolved', resolvedAt: at(20), ...over });
const acknowledged = (until: number) =>
  incident({
    state: 'acknowledged',
    acknowledgedBy: 'Sara',
    acknowledgedAt: at(2),
    acknowledgedUntil: at(until),
  });

describe('of a set that is acknowledged', () => {
  test('one that nobody has in hand is left to do', () => {
    expect(settledMember('acknowledge', incident(), undefined, NOW)).toBeUndefined();
  });

  test('one that somebody has in hand stays theirs until the last moment of their time', () => {
    const already = { outcome: 'already', message: 'Sara acknowledged it already' };
    expect(settledMember('acknowledge', acknowledged(90), undefined, NOW)).toEqual(already);
    expect(settledMember('acknowledge', acknowledged(30.001), undefined, NOW)).toEqual(already);
  });

  test('one whose time is over is left to do', () => {
    expect(settledMember('acknowledge', acknowledged(30), undefined, NOW)).toBeUndefined();
  });

  test('one that is only silenced is left to do', () => {
    expect(settledMember('acknowledge', incident(), silenceOf('Omar', 0, 60), NOW)).toBeUndefined();
  });
});

describe('of a set that is silenced', () => {
  test('one without a silence is left to do, whoever has it in hand', () => {
    expect(settledMember('silence', incident(), undefined, NOW)).toBeUndefined();
    expect(settledMember('silence', acknowledged(90), undefined, NOW)).toBeUndefined();
  });

  test('one that somebody silenced stays as it is', () => {
    expect(settledMember('silence', incident(), silenceOf('Omar', 0, 31), NOW)).toEqual({
      outcome: 'already',
      message: 'Omar silenced it already',
    });
  });

  test('one whose silence is over is left to do', () => {
    expect(settledMember('silence', incident(), silenceOf('Omar', 0, 30), NOW)).toBeUndefined();
  });
});

test.each(['acknowledge', 'silence'] as const)(
  'to %s what is over does nothing, and says who closed it',
  (purpose) => {
    const silence = silenceOf('Omar', 0, 60);
    expect(
      settledMember(purpose, resolved({ resolution: 'person', resolvedBy: 'Huda' }), silence, NOW),
    ).toEqual({
      outcome: 'over',
      message: 'It was closed already by Huda',
    });
    expect(settledMember(purpose, resolved({ resolution: 'probes' }), undefined, NOW)).toEqual({
      outcome: 'over',
      message: 'It was closed already',
    });
  },
);
