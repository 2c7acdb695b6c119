import { describe, expect, test } from '@jest/globals';
import { Cause, causeOf } from '../../../../lib/domain/diagnosis/cause.ts';
import type { Incident } from '../../../../lib/domain/incidents/incident.ts';
import { incidentStory } from '../../../../lib/domain/incidents/story.ts';
import { verdictOf } from '../../../../lib/domain/incidents/verdict.ts';
import type { Probe } from '../../../../lib/domain/probing/probe.ts';
import { smsOf } from '../../../../lib/messages/formats/sms.ts';
import { at, contextAt, incident, opened, probed } from '../../messages/fixtures.ts';

const failed = (code: string): Probe =>
  probed(0, { outcome: { kind: 'failed', stage: 'tcp', reason: 'refused', code }, answer: undefined });

describe('two witnesses', () => {
  test.each([
    ['both 503', 'unavailable', probed(503), 'confirmed', 'certain', 'unavailable'],
    ['both 404', 'missing', probed(404), 'unconfirmed', 'possible', 'missing'],
    ['both 410', 'missing', probed(410), 'confirmed', 'likely', 'missing'],
    ['both 429', 'throttled', probed(429), 'confirmed', 'likely', 'throttled'],
    [
      'one names it more exactly',
      'connect-timeout',
      failed('ECONNREFUSED'),
      'confirmed',
      'certain',
      'connection',
    ],
    ['Flavours gives no reason', 'unknown', failed('ECONNREFUSED'), 'confirmed', 'likely', 'connection'],
    ['both fail, differently', 'missing', failed('ECONNREFUSED'), 'conflicting', 'likely', 'connection'],
    ['we pass', 'connection', probed(200), 'unconfirmed', 'possible', 'connection'],
    ['we get another no', 'connection', probed(401), 'unconfirmed', 'possible', 'connection'],
    ['the server is up, events fail', 'crashed', probed(405), 'unconfirmed', 'likely', 'crashed'],
  ] as const)('%s', (_, cause, probe, kind, confidence, likely) => {
    expect(verdictOf(incident({ cause, probe }))).toMatchObject({ kind, confidence, cause: likely });
  });

  test('we fail, and Flavours is silent', () => {
    expect(verdictOf(incident({ count: 0, probe: probed(503) }))).toMatchObject({ kind: 'unreported' });
    // It failed, and a 404 to a bare GET is no failure: the server answers again.
    expect(verdictOf(incident({ count: 0, probe: probed(404), probeFailedAt: at(0) }))).toMatchObject({
      kind: 'unconfirmed',
      sentence: 'Our own probe failed, and now succeeds (HTTP 404): it is probably recovering.',
    });
    expect(verdictOf(incident({ count: 0, probe: probed(404) }))).toBeUndefined();
    expect(verdictOf(incident({ count: 0, probe: probed(200) }))).toBeUndefined();
  });

  test.each([
    ['untested', { kind: 'untested', stage: 'dns', code: 'ETIMEOUT' }],
    ['refused', { kind: 'refused', why: 'address' }],
  ] as const)('one that was %s is no witness', (_, outcome) => {
    expect(verdictOf(incident({ probe: probed(0, { outcome, answer: undefined }) }))).toBeUndefined();
  });

  test('no first step repeats an address with its secrets', () => {
    const probe = probed(200);
    const endpoint = 'https://***@api.shop.example/hooks/orders?token=***';
    const commands = verdictOf(incident({ endpoint, probe, cause: 'timeout' }))?.steps.map(
      (one) => one.command,
    );
    expect(commands?.join()).not.toContain('***@');
    expect(commands?.join()).toContain(`'https://api.shop.example/hooks/orders?token=***'`);
  });
});

test('with every verdict an SMS is one segment and keeps cause and id', () => {
  for (const cause of Cause.options) {
    for (const probe of [probed(503), probed(200), failed('ECONNREFUSED')]) {
      for (const count of [0, 1, 12_345]) {
        const text = smsOf(opened({ cause, probe, count }), contextAt(3));
        expect(text.length).toBeLessThanOrEqual(150);
        expect(text).toMatch(/^[ -~]+$/);
        expect(text).toContain('k3m9x2p4q7ra-1');
      }
    }
  }
});

test.each([
  ['unavailable', probed(503), 'Our own probe got 503 too.', 'Our probe agrees'],
  ['connection', failed('ECONNREFUSED'), 'Our own probe fails in the same way.', 'Our probe agrees'],
  ['missing', probed(410), 'Our own probe got the same answer (HTTP 410).', 'Our probe agrees'],
  [
    'unknown',
    failed('ECONNREFUSED'),
    'Our own probe found this; Flavours gave no cause.',
    'Our probe agrees',
  ],
  [
    'missing',
    failed('ECONNREFUSED'),
    'Our own probe found this, but Flavours reports "path not found on server": two faults, or a changing one. Start with what our probe found.',
    'Flavours reports: path not found on server',
  ],
  [
    'crashed',
    probed(405),
    'The server is up: our own probe got HTTP 405 in 180 ms. Only events fail (we never post any), only Flavours is refused, or the outage is over.',
    'Server answers our probe',
  ],
  [
    'connection',
    probed(200, { answer: undefined }),
    'Our own probe succeeds (an answer in 180 ms): the outage is over, or only Flavours is blocked.',
    'Our probe succeeds: recovered, or only Flavours is blocked',
  ],
  [
    'connection',
    probed(401),
    'The server answers our own probe (HTTP 401 in 180 ms): the outage is over, or only Flavours is blocked.',
    'Server answers our probe: recovered, or only Flavours is blocked',
  ],
] as const)('the words where Flavours says %s', (cause, probe, sentence, short) => {
  expect(verdictOf(incident({ cause, probe }))).toMatchObject({ sentence, short });
});

describe('an answer to a bare request, neither signed nor with an event', () => {
  const reported = (status: number, over: Partial<Probe> = {}) =>
    verdictOf(
      incident({
        cause: causeOf(status),
        sample: { at: at(0), code: status },
        probe: probed(status, over),
      }),
    );

  test.each([400, 401, 402, 403, 404, 405, 406, 407, 409, 411, 412, 415, 417, 419, 422, 428, 451, 495, 496])(
    '%d proves nothing, though Flavours reports it too',
    (status) => {
      expect(reported(status)).toMatchObject({
        kind: 'unconfirmed',
        confidence: 'possible',
        sentence: `Our own probe got ${status}, which proves nothing: it neither signs its request nor posts an event.`,
        short: `Our probe got ${status}, which proves nothing`,
      });
    },
  );

  test.each([410, 413, 414, 429, 431, 301])('%d is the same for everybody', (status) => {
    expect(reported(status)).toMatchObject({ kind: 'confirmed', short: 'Our probe agrees' });
  });

  test('a redirect to where people sign in proves nothing either', () => {
    const to = (redirectsTo: string) =>
      reported(302, { answer: { status: 302, redirectsTo, bodyBytes: 0, cut: false } })?.finding.is;
    expect(to('https://api.shop.example/login?next=/hooks')).toBe('bare-refusal');
    expect(to('https://id.shop.example/oauth2/authorize')).toBe('bare-refusal');
    expect(to('https://www.shop.example/hooks/orders')).toBe('same-answer');
  });
});

describe('what a team expects of its endpoint', () => {
  const normalStatus = { status: 405, learnedFrom: 'oncall', at: at(-60) } as const;

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

test('a probe that failed and now succeeds says that it recovers, unless Flavours has reported more since', () => {
  const failedAt = { cause: 'connection', probeFailedAt: at(0.01), probe: probed(200) } as const;
  expect(verdictOf(incident(failedAt))).toMatchObject({
    sentence: 'Our own probe failed, and now succeeds (HTTP 200): it is probably recovering.',
  });
  expect(verdictOf(incident({ ...failedAt, lastAt: at(1) }))).toMatchObject({
    sentence: expect.stringContaining('only Flavours is blocked'),
  });
});

test('no step repeats another', () => {
  const probes = [undefined, probed(503), probed(500), probed(200), probed(401), failed('ECONNREFUSED')];
  for (const cause of Cause.options) {
    for (const probe of probes) {
      const { steps } = incidentStory(incident({ cause, ...(probe && { probe }) }));
      const commands = steps.flatMap(({ command }) => command ?? []);
      expect(new Set(commands).size).toBe(commands.length);
      expect(steps.filter(({ text }) => /keeps Flavours alone out/.test(text)).length).toBeLessThanOrEqual(1);
      expect(steps.length).toBeGreaterThanOrEqual(2);
    }
  }
});

/** The finding itself, and both forms of its words. */
const found = (over: Partial<Incident>) => {
  const verdict = verdictOf(incident(over));
  return verdict && { finding: verdict.finding, sentence: verdict.sentence, short: verdict.short };
};

describe('the status of an answer', () => {
  test('is no part of the finding where there was no answer', () => {
    expect(found({ cause: 'connection', probe: failed('ECONNREFUSED') })?.finding).toStrictEqual({
      is: 'same-failure',
      seen: 'connection',
    });
    expect(found({ count: 0, probe: failed('ECONNREFUSED') })?.finding).toStrictEqual({
      is: 'unreported',
      seen: 'connection',
    });
    expect(
      found({ probe: probed(200, { answer: undefined }), cause: 'connection', probeFailedAt: at(0.01) }),
    ).toStrictEqual({
      finding: { is: 'recovering' },
      sentence: 'Our own probe failed, and now succeeds: it is probably recovering.',
      short: 'Our probe succeeds now',
    });
  });

  test.each([
    [101, 'The server answers our own probe (HTTP 101 in 180 ms)'],
    [200, 'Our own probe succeeds (HTTP 200 in 180 ms)'],
    [299, 'Our own probe succeeds (HTTP 299 in 180 ms)'],
    [300, 'The server answers our own probe (HTTP 300 in 180 ms)'],
  ])('is a success from 200 to 299: %d', (status, words) => {
    expect(found({ cause: 'connection', probe: probed(status) })?.sentence).toBe(
      `${words}: the outage is over, or only Flavours is blocked.`,
    );
  });

  test('is said with how far the answer came', () => {
    const answer = { status: 200, bodyBytes: 10, cut: false, incomplete: 'ECONNRESET' };
    expect(found({ cause: 'connection', probe: probed(200, { answer }) })?.sentence).toBe(
      'Our own probe succeeds (HTTP 200 in 180 ms, though not to the end): the outage is over, or only Flavours is blocked.',
    );
  });

  test('above those of HTTP, by which some sites turn bots away, is the same answer where Flavours got it too', () => {
    expect(found({ cause: 'protocol', sample: { at: at(0), code: 999 }, probe: probed(999) })).toMatchObject({
      sentence: 'Our own probe got the same answer (HTTP 999).',
      short: 'Our probe agrees',
    });
  });
});

describe('a server error to our GET', () => {
  test.each([undefined, -1, 0, 99, 600])(
    'is what Flavours reports too where the cause is the same and %s is no status',
    (code) => {
      const sample = { at: at(0), ...(code !== undefined && { code }) };
      expect(found({ cause: 'crashed', sample, probe: probed(500) })?.sentence).toBe(
        'Our own probe got 500 too.',
      );
    },
  );

  test.each([100, 400, 599])(
    'beside a status of %d from Flavours may be what every GET gets, though the cause is the same',
    (code) => {
      expect(found({ cause: 'crashed', sample: { at: at(0), code }, probe: probed(500) })).toMatchObject({
        sentence: 'Our own probe got 500, much like what Flavours reports, unless it answers every GET so.',
        short: 'Our probe got 500',
      });
    },
  );

  test('names the cause where Flavours gives none, and is likely where both are alike', () => {
    const unnamed = { cause: 'unknown', sample: { at: at(0), code: 0 }, probe: probed(500) } as const;
    expect(verdictOf(incident(unnamed))).toMatchObject({
      kind: 'confirmed',
      confidence: 'possible',
      cause: 'crashed',
    });
    const alike = { cause: 'gateway-timeout', sample: { at: at(0), code: 504 }, probe: probed(503) } as const;
    expect(verdictOf(incident(alike))).toMatchObject({
      kind: 'confirmed',
      confidence: 'likely',
      cause: 'unavailable',
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
  const normalStatus = { status: 405, learnedFrom: 'oncall', at: at(-60) } as const;

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

test('a cause that is like no other is still like itself', () => {
  const outcome = {
    kind: 'failed',
    stage: 'http',
    reason: 'malformed',
    code: 'HPE_INVALID_CONSTANT',
  } as const;
  const probe = probed(0, { outcome, answer: undefined });
  expect(found({ cause: 'protocol', probe })?.sentence).toBe('Our own probe fails in the same way.');
  expect(found({ cause: 'tls', probe })?.finding.is).toBe('other-failure');
});

test('an incident that was closed by hand and opened again by our probes says so, once', () => {
  expect(found({ count: 0, probe: probed(503), reopenedFrom: 3 })).toEqual({
    finding: { is: 'reopened', from: 3, seen: 'unavailable', status: 503 },
    sentence:
      'Incident 3 was closed by hand, but our own probe still fails. This is said once: close it again, and our probes wait until they have seen it work.',
    short: 'Not reported by Flavours yet',
  });
});

describe('it recovers', () => {
  const isRecovering = (over: Partial<Incident>) =>
    found({ cause: 'connection', probe: probed(200, { at: at(5) }), ...over })?.finding.is === 'recovering';

  test('where our probe failed before, and not since', () => {
    expect([4, 5, 6].map((minute) => isRecovering({ probeFailedAt: at(minute) }))).toEqual([
      true,
      false,
      false,
    ]);
    expect(isRecovering({})).toBe(false);
  });

  test('unless Flavours reported it at the same time or later', () => {
    const probeFailedAt = at(1);
    expect([4, 5, 6].map((minute) => isRecovering({ probeFailedAt, lastAt: at(minute) }))).toEqual([
      true,
      false,
      false,
    ]);
    // Nothing was reported: the time stands for no report.
    expect(isRecovering({ probeFailedAt, lastAt: at(6), count: 0 })).toBe(true);
  });
});
