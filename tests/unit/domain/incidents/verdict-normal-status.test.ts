import { describe, expect, test } from '@jest/globals';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import { at, incident, probed } from '../../messages/fixtures.ts';
import { found } from './verdict-found.ts';

const normalStatus = { status: 405, learnedFrom: 'oncall', at: at(-60) } as const;

describe('what a team expects of its endpoint', () => {
  test('is no second witness where it is answered', () => {
    expect(verdictOf(incident({ cause: 'method', probe: probed(405), normalStatus }))).toMatchObject({
      kind: 'unconfirmed',
      sentence:
        'Our own probe says nothing about it: the server is up and answers 405, as it always does (says oncall.yml).',
    });
  });

  test('is one where it is not', () => {
    expect(verdictOf(incident({ cause: 'crashed', probe: probed(404), normalStatus }))).toMatchObject({
      kind: 'conflicting',
      cause: 'missing',
      sentence: 'Our own probe got 404, where oncall.yml expects 405.',
    });
    // No hedge: what it should answer to a GET is known.
    expect(verdictOf(incident({ cause: 'timeout', probe: probed(500), normalStatus }))).toMatchObject({
      kind: 'conflicting',
      confidence: 'likely',
      cause: 'crashed',
    });
    expect(verdictOf(incident({ count: 0, probe: probed(404), normalStatus }))).toMatchObject({
      kind: 'unreported',
      cause: 'missing',
    });
  });
});

describe('what it always answers', () => {
  const asAlways = (normalStatus: Incident['normalStatus']) =>
    found({ cause: 'timeout', probe: probed(503), normalStatus });
  const sentence = (says: string) =>
    `Our own probe says nothing about it: the server is up and answers 503, as it always does${says}.`;
  const learned = { status: 503, at: at(-60) };

  test('is said by somebody, by oncall.yml, or by nobody where our probes learned it', () => {
    expect(asAlways({ ...learned, learnedFrom: 'probes' })).toEqual({
      finding: { is: 'as-always', status: 503 },
      sentence: sentence(''),
      short: 'Our probe got 503 as always',
    });
    expect(asAlways({ ...learned, learnedFrom: 'oncall' })?.sentence).toBe(sentence(' (says oncall.yml)'));
    expect(asAlways({ ...learned, learnedFrom: 'person', actor: 'Noura\nAli' })?.sentence).toBe(
      sentence(' (says Noura Ali)'),
    );
    expect(asAlways({ ...learned, learnedFrom: 'person' })?.sentence).toBe(sentence(''));
    // What took the place of an origin that could not be read names nobody.
    expect(asAlways({ ...learned, learnedFrom: 'probes', actor: 'Noura' })?.sentence).toBe(sentence(''));
  });

  test('is a success below 300, and proves no more than any other', () => {
    const normal = (status: number) =>
      found({
        cause: 'crashed',
        probe: probed(status),
        normalStatus: { ...learned, status, learnedFrom: 'oncall' },
      })?.finding.is;
    expect([200, 299, 300].map(normal)).toEqual(['server-up', 'server-up', 'as-always']);
  });
});

describe('another answer than oncall.yml expects', () => {
  test('is said with both, a good one too', () => {
    expect(found({ cause: 'timeout', probe: probed(404), normalStatus })?.short).toBe('Our probe got 404');
    expect(verdictOf(incident({ cause: 'timeout', probe: probed(200), normalStatus }))).toMatchObject({
      kind: 'conflicting',
      cause: 'unknown',
      sentence: 'Our own probe got 200, where oncall.yml expects 405.',
    });
  });

  test('is a failure like any other where it is a server error', () => {
    expect(found({ cause: 'unavailable', probe: probed(503), normalStatus })?.sentence).toBe(
      'Our own probe got 503 too.',
    );
    expect(found({ cause: 'timeout', probe: probed(500), normalStatus })?.finding).toEqual({
      is: 'other-failure',
      seen: 'crashed',
      reported: 'timeout',
      status: 500,
    });
  });

  test('is none where nothing was answered', () => {
    const unanswered = probed(200, { answer: undefined });
    expect(found({ count: 0, probe: unanswered, normalStatus })).toBeUndefined();
  });
});
